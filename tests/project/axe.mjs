// Looks at pages in Chromium, as test_axe.py asks on standard input, and prints JSON. AXE is the folder of the npm packages.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.env.AXE, "/"));
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")));
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

const VIEWS = [
  { name: "desk", width: 1280, height: 900 },
  { name: "phone", width: 390, height: 844 },
  { name: "dark", width: 1280, height: 900, dark: true },
];

async function open(browser, file, { width, height, dark, forced } = VIEWS[0]) {
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  if (forced) {
    const features = [{ name: "forced-colors", value: "active" }, { name: "prefers-color-scheme", value: "dark" }];
    await (await page.createCDPSession()).send("Emulation.setEmulatedMedia", { features });
  }
  await page.goto(pathToFileURL(file).href);
  return { page, errors };
}

// What axe has against a page, what it complains of itself, and whether it is wider than the window.
async function audit(browser, { file }) {
  const found = [];
  for (const view of VIEWS) {
    const { page, errors } = await open(browser, file, view);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, nodes } of violations) {
      found.push([view.name, id, nodes.length, nodes[0].html.slice(0, 200), nodes[0].failureSummary]);
    }
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (beyond > 0) found.push([view.name, "wider than the window", beyond]);
    found.push(...errors.map((error) => [view.name, "error", error]));
    await page.close();
  }
  return found;
}

const STEPS = {
  type: async (page, words) => {
    await page.focus("#search");
    await page.keyboard.type(words);
  },
  press: (page, key) => page.keyboard.press(key),
  reach: async (page, key) => {
    await page.keyboard.down("Alt");
    await page.keyboard.press(`Key${key}`);
    await page.keyboard.up("Alt");
  },
  choose: (page, [name, value]) => page.select(`select[name="${name}"]`, value),
  click: (page, target) => page.$eval(target, (element) => element.click()),
  back: (page) => page.goBack(),
  reload: (page) => page.reload(),
  print: (page) => page.emulateMediaType("print"),
  go: (page, hash) => page.evaluate((told) => void (location.hash = told), hash),
  tell: (page, script) => page.evaluate(script),
};

// What is to be seen after each of some steps: [["type", "words"], ["press", "Escape"] …].
async function use(browser, { file, steps, view }) {
  const { page, errors } = await open(browser, file, view);
  const seen = [];
  for (const [step, argument] of steps) {
    const told = await STEPS[step](page, argument);
    await new Promise((done) => setTimeout(done, 250));
    if (step === "tell") seen.push(told);
    else seen.push(await page.evaluate(() => {
      const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
      return {
        claims: shown(".claim h3").map((head) => head.id.replace("claim-", "")),
        rows: shown(".glance tbody tr").length,
        heads: shown("main h2").map((head) => head.id),
        disagreements: shown(".disagreement").length,
        controls: shown("#filter input, #filter select").length,
        status: shown("#filter .found").map((one) => one.innerText).join(""),
        hash: decodeURIComponent(location.hash),
        focus: document.activeElement.id,
        top: document.querySelector(":target")?.getBoundingClientRect().top ?? null,
      };
    }));
  }
  await page.close();
  return { seen, errors };
}

const { task, ...rest } = JSON.parse(await text(process.stdin));
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  console.log(JSON.stringify(await { audit, use }[task](browser, rest)));
} finally {
  await browser.close();
}
