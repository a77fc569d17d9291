// The pages that `scripts/check-pages` looks at, person by person. An address that carries a number
// is found by following a link, as a visitor would.

/// The address of the first link on a page that fits; nothing if there is none.
async function link(visit, from, selector) {
  await visit.page.goto(visit.base + from);
  return (await links(visit, selector))[0];
}

/// The addresses of all links on the page that fit, each once.
async function links({ page }, selector) {
  const all = await page.locator(`main ${selector}`).evaluateAll((found) => found.map((a) => a.getAttribute("href")));
  return [...new Set(all)];
}

const firstCase = 'a[href^="/my/cases/"]';

export async function pages(visit) {
  await visit("nobody", async (v) => {
    for (const path of ["/", "/items", "/items?q=zzqq", "/help", "/sitemap", "/about/accessibility", "/about/privacy", "/about/releases"]) await v.check(path);
    await v.check(await link(v, "/items", 'a[href^="/items/"]'));
    for (const path of ["/items/none", "/samples", "/sign-in", "/sign-in?next=/my", "/figures", "/ratings", "/check", "/check/ABCD-EFGH-JKLM", "/query", "/no-such-page", "/gallery"]) await v.check(path);
    await v.check(await link(v, "/samples", 'a[href^="/samples/"]'));
    await v.check(await link(v, "/figures", 'a[href^="/figures/"]'));
  });
  await visit("chen-xuni", applyForAnItem);
  await visit("zhang-yanshi", async (v) => {
    for (const path of ["/my", "/my/cases", "/my/messages", "/my/data", "/my/mandates", "/my/acting", "/account", "/account/password", "/account/second-factor", "/desk"]) await v.check(path);
  });
  await visit("yang-daiban", async (v) => {
    for (const path of ["/my", "/my/acting", "/my/mandates"]) await v.check(path);
  });
  await lookAtApplicants(visit);
  await lookAtStaff(visit);
}

/// Each step of an application: empty, sent empty with its errors, filled in, up to the page that
/// says it arrived.
async function applyForAnItem(v) {
  const item = await link(v, "/items?q=排水", 'a[href^="/items/"]');
  const code = item?.split("/").pop()?.split("?")[0];
  if (!code) return;
  await v.check(`/apply/${code}`);
  await v.page.goto(`${v.base}/apply/${code}`);
  let hasSentEmpty = false;
  for (let step = 0; step < 24; step += 1) {
    const { pathname, search } = new URL(v.page.url());
    await v.check(pathname + search);
    await v.page.goto(v.base + pathname);
    if (pathname.startsWith("/my/cases/")) return;
    if (!hasSentEmpty && pathname.includes("/form/")) {
      hasSentEmpty = true;
      await v.page.locator("main form .in:not([readonly])").first().fill("");
      await press(v.page);
      await v.check(new URL(v.page.url()).pathname + new URL(v.page.url()).search);
      await v.page.goto(v.base + pathname);
    }
    await fillIn(v.page);
    await press(v.page);
  }
  v.found(v.page.url(), "the application never arrived");
}

/// Presses the button that goes on: that of the last form.
async function press(page) {
  await Promise.all([page.waitForEvent("load"), page.locator("main form[method=post] :is(.btn--primary, .btn--big)").last().click()]);
}

const ANSWERS = { tel: "13800000001", date: "2021-10-12" };
const PAPER = { name: "paper.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n") };

/// Something plausible for everything on the page; what is filled in stays.
async function fillIn(page) {
  for (const missing of await page.locator("main form input[type=file]").evaluateAll((all) => all.map((e) => e.name))) {
    const form = page.locator("main form", { has: page.locator(`input[name="${missing}"]`) });
    if ((await form.locator("button[name=remove]").count()) > 0) continue;
    await form.locator("input[type=file]").setInputFiles(PAPER);
    await Promise.all([page.waitForEvent("load"), form.locator("button:not([name=remove])").last().click()]);
  }
  for (const control of await page.locator("main form [name]:visible").all()) {
    const { kind, name, value, digits } = await control.evaluate((e) => ({ kind: e.type, name: e.name, value: e.value, digits: ["numeric", "decimal"].includes(e.inputMode) }));
    if (kind === "radio" || kind === "checkbox") await control.check();
    else if (kind === "select-one") await control.selectOption({ index: 1 });
    else if (["text", "tel", "date", "textarea"].includes(kind) && value === "" && (await control.isEditable())) await control.fill(answerFor(kind, name, digits));
  }
}

function answerFor(kind, name, digits) {
  if (name.endsWith("-y")) return "2021";
  if (name.endsWith("-m") || name.endsWith("-d")) return "10";
  if (name.includes("phone")) return ANSWERS.tel;
  return ANSWERS[kind] ?? (digits ? "12" : "演示内容");
}

/// Somebody with a case to correct, somebody with a paper, somebody who may rate.
async function lookAtApplicants(visit) {
  const wanted = { correct: 'a[href$="/correct"]', paper: 'a[href^="/papers/"]', rate: 'a[href^="/rate/"]', withdraw: 'a[href$="/withdraw"]' };
  let lists = 0;
  for (const who of ["chen-xuni", "li-yangli", "zhang-yanshi", "yang-daiban"]) {
    await visit(who, async (v) => {
      await v.page.goto(`${v.base}/my/cases`);
      const cases = await links(v, firstCase);
      await v.page.goto(`${v.base}/my/cases?show=closed`);
      cases.push(...(await links(v, firstCase)));
      if (cases.length > 0 && lists < 1) {
        lists += 1;
        for (const path of ["/my", "/my/cases", "/my/messages"]) await v.check(path);
      }
      for (const path of cases.slice(0, 8)) {
        let isNew = false;
        for (const [name, selector] of Object.entries(wanted)) {
          const href = await link(v, path, selector);
          if (!href) continue;
          delete wanted[name];
          isNew = true;
          await v.check(href);
          if (name === "correct") await v.check(await link(v, href, 'a[href*="/correct/"]'));
        }
        if (isNew) {
          await v.check(path);
          await v.check(`${path}?print=1`);
        }
      }
    });
  }
}

async function lookAtStaff(visit) {
  const work = async (v) => {
    await v.check("/desk");
    const first = await link(v, "/desk?view=all", 'a[href^="/desk/cases/"]') ?? await link(v, "/desk", 'a[href^="/desk/cases/"]');
    if (!first) return;
    const path = first.split("?")[0];
    await v.check(path);
    await v.page.goto(v.base + path);
    for (const tab of await links(v, ".tabs a")) await v.check(tab);
  };
  await visit("housing-reviewer-1", async (v) => {
    await work(v);
    for (const path of ["/desk/search", "/desk/search?q=排水", "/desk/bulk", "/account", "/admin/audit"]) await v.check(path);
  });
  for (const who of ["housing-decider", "housing-head", "market-officer"]) {
    await visit(who, async (v) => {
      await v.check("/desk");
      await v.check(await link(v, "/desk", 'a[href^="/desk/cases/"]'));
    });
  }
  await visit("housing-seal", async (v) => {
    await v.check("/desk");
    for (const path of ["/desk/seals", "/desk/seals/waiting", "/desk/seals/unasked"]) await v.check(path);
    await v.check(await link(v, "/desk/seals", 'a[href^="/papers/"]'));
  });
  await visit("clerk-1", async (v) => {
    for (const path of ["/window", "/window/new"]) await v.check(path);
    await v.check(await link(v, "/window/new", 'a[href^="/window/new?"]'));
    await v.check(await link(v, "/window", 'a[href^="/window/cases/"]'));
  });
  await visit("supervisor", async (v) => {
    for (const path of ["/supervise", "/desk/ratings", "/cockpit"]) await v.check(path);
  });
  await visit("mayor", async (v) => {
    await v.check("/cockpit");
    const figure = await link(v, "/cockpit", 'a[href^="/cockpit/"]:not([href*="/export"])');
    await v.check(figure);
    if (figure) await v.check(`${figure.split("?")[0].replace(/\/cases$/, "")}/cases`);
  });
  await visit("ratings-reviewer", async (v) => {
    await v.check("/desk/ratings/review");
    await v.check(await link(v, "/desk/ratings/review", 'a[href^="/desk/ratings/review/"]'));
  });
  await visit("catalogue-editor", async (v) => {
    for (const path of ["/desk/items", "/desk/items/quality", "/desk/items/import"]) await v.check(path);
    await v.check(await link(v, "/desk/items", 'a[href^="/desk/items/"]:not([href*="import"]):not([href*="quality"])'));
  });
  await visit("admin-system", async (v) => {
    for (const path of ["/admin/units", "/admin/units/new", "/admin/accounts", "/admin/accounts/new", "/admin/calendar", "/admin/calendar/new", "/admin/calendar/years/2021"]) await v.check(path);
    await v.check(await link(v, "/admin/units", 'a[href^="/admin/units/"]:not([href$="new"])'));
    await v.check(await link(v, "/admin/accounts", 'a[href^="/admin/accounts/"]:not([href$="new"])'));
  });
  await visit("admin-security", async (v) => {
    for (const path of ["/admin/posts", "/admin/roles"]) await v.check(path);
    await v.check(await link(v, "/admin/posts", 'a[href^="/admin/posts/"]'));
    await v.check(await link(v, "/admin/roles", 'a[href^="/admin/roles/"]'));
  });
  await visit("admin-audit", async (v) => {
    for (const path of ["/admin/audit", "/admin/audit/looks"]) await v.check(path);
  });
}
