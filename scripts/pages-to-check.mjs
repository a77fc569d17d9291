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
    for (const path of ["/", "/items", "/items?q=zzz", "/help", "/sitemap", "/about/accessibility", "/about/privacy", "/about/releases"]) await v.check(path);
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

/// Each step of an application, empty and with errors, up to the page that checks it.
async function applyForAnItem(v) {
  const item = await link(v, "/items?q=排水", 'a[href^="/items/"]');
  const code = item?.split("/").pop()?.split("?")[0];
  if (!code) return;
  await v.check(`/apply/${code}`);
  await v.page.goto(`${v.base}/apply/${code}`);
  for (let step = 0; step < 12; step += 1) {
    await Promise.all([v.page.waitForEvent("load"), v.page.locator("main form[method=post] button").last().click()]);
    const { pathname, search } = new URL(v.page.url());
    await v.check(pathname + search);
    for (const one of await links(v, '.tasks a[href^="/apply/"]')) await v.check(one);
    if (pathname.startsWith("/apply/")) break;
  }
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
  for (const who of ["housing-decider", "housing-head", "market-officer"]) await visit(who, work);
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
