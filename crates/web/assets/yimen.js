// 一门 Yimen. Saves steps and nothing else: each page works without this file. No inline code, no
// third party; the words come from the page.
(function () {
  "use strict";
  var doc = document;
  var all = function (selector, root) {
    return Array.prototype.slice.call((root || doc).querySelectorAll(selector));
  };
  doc.documentElement.classList.add("js");

  // Errors: read the summary first.
  var summary = doc.querySelector(".errsum");
  if (summary) summary.focus();

  // What only a script can do is shown only now.
  all("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  // Lists: tick all, and say how many.
  all("[data-pick-all]").forEach(function (box) {
    box.hidden = false;
    box.addEventListener("change", function () {
      picks(box.form, box.dataset.pickAll).forEach(function (one) { mark(one, box.checked); });
      count(box.form);
    });
  });
  function picks(form, name) {
    return all("tbody input[type=checkbox]", form || doc).filter(function (one) { return one.name === name; });
  }
  function mark(box, isOn) {
    box.checked = isOn;
    var row = box.closest("tr");
    if (row) row.classList.toggle("is-picked", isOn);
  }
  function count(form) {
    var line = form && form.querySelector("[data-picked]");
    if (!line) return;
    if (line.dataset.first === undefined) line.dataset.first = line.textContent;
    var n = all("tbody input[type=checkbox]:checked", form).length;
    line.textContent = n ? line.dataset.picked.replace("{n}", n) : line.dataset.first;
  }
  all("[data-picked]").forEach(function (line) { count(line.closest("form")); });
  doc.addEventListener("change", function (event) {
    var box = event.target;
    if (box.type === "checkbox" && box.closest("tbody")) { mark(box, box.checked); count(box.form); }
  });

  // Files: show what was chosen.
  all(".upload input[type=file]").forEach(function (input) {
    input.addEventListener("change", function () {
      var names = Array.prototype.map.call(input.files, function (file) { return file.name; });
      var line = input.parentNode.querySelector("[data-chosen]");
      if (line) line.textContent = names.join("　");
    });
  });

  // Forms: warn before leaving what was typed; save drafts, at most once in 15 seconds.
  all("form[data-guard]").forEach(function (form) {
    var isChanged = false;
    form.addEventListener("input", function () { isChanged = true; });
    form.addEventListener("submit", function () { isChanged = false; });
    window.addEventListener("beforeunload", function (event) {
      if (isChanged && doc.contains(form)) { event.preventDefault(); event.returnValue = ""; }
    });
    if (form.dataset.autosave && window.fetch) autosave(form, function () { isChanged = false; });
  });
  function autosave(form, whenSaved) {
    var timer = null, isSending = false, version = 0;
    form.addEventListener("input", function () {
      version += 1;
      if (!timer) timer = window.setTimeout(send, 15000);
    });
    form.addEventListener("submit", function () { window.clearTimeout(timer); timer = null; });
    function send() {
      timer = null;
      if (isSending) { timer = window.setTimeout(send, 15000); return; }
      isSending = true;
      var sent = version, body = new URLSearchParams();
      new FormData(form).forEach(function (value, name) {
        // The submit key belongs to the final press: the same key with another body is refused.
        if (typeof value === "string" && name !== "key") body.append(name, value);
      });
      fetch(form.dataset.autosave, {
        method: "POST", body: body, credentials: "same-origin", redirect: "error",
        headers: { "X-Requested-With": "autosave" }
      }).then(function (answer) {
        if (!answer.ok) throw new Error("not saved");
        say(form.dataset.saved.replace("{time}", clock()));
        if (sent === version) whenSaved();
      }).catch(function () {
        say(form.dataset.notSaved);
        if (!timer) timer = window.setTimeout(send, 15000);
      }).then(function () { isSending = false; });
    }
    function say(words) {
      var line = form.querySelector("[data-saved-line]");
      if (line) line.lastChild.textContent = words;
    }
  }
  function clock() {
    var now = new Date(), two = function (n) { return (n < 10 ? "0" : "") + n; };
    return two(now.getHours()) + ":" + two(now.getMinutes());
  }

  // Keyboard: `/` goes to the search box; Escape and a press outside close the menus of the top bar.
  doc.addEventListener("keydown", function (event) {
    if (event.key === "Escape") return closeMenus(null);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable) return;
    var box = doc.querySelector("[data-slash]");
    if (box && box.offsetParent) { event.preventDefault(); box.focus(); }
  });
  doc.addEventListener("click", function (event) {
    closeMenus(event.target.closest ? event.target.closest("details.menu") : null);
  });
  function closeMenus(except) {
    all("details.menu[open]").forEach(function (menu) {
      if (menu === except) return;
      if (menu.contains(doc.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    });
  }
})();
