// Looks at the pages of a demo city as a browser does: axe-core in light and dark, no scrolling
// sideways on a phone, no page over 60 KB over the wire. `scripts/test` calls it.
//
//   npm install --prefix target/npm playwright-core@1 axe-core@4
//   cargo build -p app
//   node scripts/check-pages.mjs [--city URL] [--all] [--only TEXT] [--pictures DIR]
//
// Without --city it fills a small city of its own and serves it on a free port. --all adds English,
// elder mode and 320 px; --only keeps the pages whose address has the text; --pictures checks nothing
// and takes a picture of each page at 1440 and at 390 px.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createRequire } from "node:module";
import { pages } from "./pages-to-check.mjs";

const npm = new URL("../target/npm/", import.meta.url);
const { chromium } = createRequire(npm)("playwright-core");
const axe = createRequire(npm).resolve("axe-core");
const PASSWORD = "Yimen-demo-2021";
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const MOST_BYTES = 60 * 1024;

const option = (name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const isAll = process.argv.includes("--all");
const only = option("--only") ?? "";
const pictures = option("--pictures");
if (pictures) mkdirSync(pictures, { recursive: true });

const faults = [];
const weights = [];
let looked = 0;
const found = (where, what) => faults.push(`${where}\n    ${what}`);

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/// A small city in a folder of its own, which goes when the program does.
async function openCity() {
  const given = option("--city");
  if (given) return { url: given, close: () => {} };
  const folder = mkdtempSync(join(tmpdir(), "yimen-pages-"));
  const url = `http://127.0.0.1:${await freePort()}`;
  const city = spawn(
    "target/debug/yimen",
    ["demo", "--data", folder, "--cases", "60", "--listen", url.slice(7)],
    { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, YIMEN_LOG: "error" } },
  );
  // The city carries its log over before it ends: its folder goes only after that.
  const close = async () => {
    const ended = new Promise((resolve) => city.once("exit", resolve));
    const hurry = setTimeout(() => city.kill("SIGKILL"), 10_000);
    if (city.exitCode === null && city.kill()) await ended;
    clearTimeout(hurry);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  for (let n = 0; n < 240; n += 1) {
    if (city.exitCode !== null) break;
    if (await fetch(url).then(() => true, () => false)) return { url, close };
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await close();
  throw new Error("the demo city did not open");
}

async function signIn(page, base, login) {
  await page.goto(`${base}/sign-in`);
  await page.fill("input[name=login]", login);
  await page.fill("input[name=password]", PASSWORD);
  await page.click("main form button");
  await page.waitForURL((address) => address.pathname !== "/sign-in", { timeout: 15_000 });
}

/// What the last look at a page brought over the wire, squeezed.
const sizes = new Map();
async function weigh(response) {
  const { pathname } = new URL(response.url());
  if (sizes.has(pathname) && pathname.startsWith("/assets/")) return;
  const squeezed = response.headers()["content-encoding"] === "gzip";
  const body = await response.body().catch(() => Buffer.alloc(0));
  sizes.set(pathname, squeezed ? gzipSync(body).length : body.length);
}

async function lookWithAxe(page, where, rules) {
  await page.evaluate("window.axe || 0").then(async (has) => has || page.addScriptTag({ path: axe }));
  const result = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ["violations"] }), rules);
  for (const fault of result.violations) {
    const places = fault.nodes.slice(0, 3).map((node) => `${node.target.join(" ")}  ${node.html.slice(0, 160)}\n      ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""}`);
    found(where, `${fault.id} (${fault.nodes.length}): ${fault.help}\n      ${places.join("\n      ")}`);
  }
}

async function checkSideways(page, where, width) {
  await page.setViewportSize({ width, height: 800 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide <= width) return;
  const culprit = await page.evaluate((width) => {
    const inner = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1 && !e.closest(".scroll-x,.rail,.views,.vh"));
    return inner.slice(-1).map((e) => e.outerHTML.slice(0, 140)).join("");
  }, width);
  found(where, `scrolls sideways at ${width} px: ${wide} px, ${culprit}`);
}

async function check(page, base, path, who) {
  const where = `${path} as ${who}`;
  await page.setViewportSize({ width: 1440, height: 900 });
  const response = await page.goto(base + path);
  if (response.status() >= 500) found(where, `answered ${response.status()}`);
  looked += 1;
  const assets = await page.$$eval("link[href^='/assets/'], script[src^='/assets/']", (list) => list.map((e) => e.getAttribute("href") ?? e.getAttribute("src")));
  await weigh(response);
  const html = sizes.get(new URL(response.url()).pathname) ?? 0;
  const bytes = assets.reduce((sum, name) => sum + (sizes.get(name) ?? 0), html);
  weights.push({ where, bytes, html });
  if (bytes > MOST_BYTES) found(where, `weighs ${bytes} bytes over the wire`);
  // The page's own policy lets no script in; the check's is put in by the browser.
  await lookWithAxe(page, where, RULES);
  await page.emulateMedia({ colorScheme: "dark" });
  await lookWithAxe(page, `${where}, dark`, ["color-contrast"]);
  await page.emulateMedia({ colorScheme: "light" });
  await checkSideways(page, where, 390);
  await lookWithAxe(page, `${where}, phone`, ["color-contrast", "target-size", "scrollable-region-focusable"]);
  if (isAll) await checkMore(page, base, path, where);
}

/// One picture a width, whole pages, named for person and address.
async function takePictures(page, base, path, who) {
  looked += 1;
  const name = `${who}${path}`.replace(/[^\p{L}\p{N}-]+/gu, "_").slice(0, 80);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(base + path);
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  }
}

/// English, elder mode, a narrow window.
async function checkMore(page, base, path, where) {
  await checkSideways(page, where, 320);
  await page.setViewportSize({ width: 1440, height: 900 });
  const isPublic = await page.evaluate(() => document.documentElement.dataset.app === "public");
  const settings = [["English", "en.standard.auto.normal.cosy"]];
  if (isPublic) settings.push(["elder", "zh-CN.elder.auto.normal.cosy"]);
  for (const [name, value] of settings) {
    await page.context().addCookies([{ name: "prefs", value, url: base }]);
    await page.goto(base + path);
    await lookWithAxe(page, `${where}, ${name}`, RULES);
    await checkSideways(page, `${where}, ${name}`, 390);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
  await page.context().addCookies([{ name: "prefs", value: "zh-CN.standard.auto.normal.cosy", url: base }]);
}

const city = await openCity();
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
try {
  const visit = async (who, work) => {
    const context = await browser.newContext({ locale: "zh-CN", bypassCSP: true });
    const page = await context.newPage();
    page.on("response", (response) => {
      if (new URL(response.url()).pathname.startsWith("/assets/")) void weigh(response);
    });
    page.on("pageerror", (error) => found(page.url(), `script: ${error.message}`));
    if (who !== "nobody") await signIn(page, city.url, who);
    const seen = new Set();
    await work({
      page,
      base: city.url,
      found,
      check: async (path) => {
        if (!path || seen.has(path) || !path.includes(only)) return;
        seen.add(path);
        await (pictures ? takePictures : check)(page, city.url, path, who).catch((error) => found(`${path} as ${who}`, error.message.split("\n")[0]));
      },
    });
    await context.close();
  };
  await pages(visit);
} finally {
  await browser.close();
  await city.close();
}

if (pictures) console.log(`${looked} pages, in ${pictures}`);
weights.sort((a, b) => b.bytes - a.bytes);
console.log(`${looked} pages looked at. The heaviest, over the wire:`);
for (const { where, bytes, html } of weights.slice(0, 5)) console.log(`  ${bytes} bytes (page itself ${html})  ${where}`);
for (const fault of faults) console.log(`\n${fault}`);
console.log(faults.length === 0 ? "\nno faults" : `\n${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
