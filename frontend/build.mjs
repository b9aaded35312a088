// Builds what the pages load: one style sheet, fonts, icons, scripts; each named by its content.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";
import { STAND_INS } from "./colours.mjs";
import { FONTS } from "./fonts.mjs";
import { sprite } from "./sprite.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, "..", "src", "trialogue", "web", "static", "built");
const MODULES = join(HERE, "node_modules");
const manifest = {};

function put(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const dot = name.lastIndexOf(".");
  const hashed = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
  mkdirSync(dirname(join(OUT, hashed)), { recursive: true });
  writeFileSync(join(OUT, hashed), content);
  manifest[name] = hashed;
  return hashed;
}

// Replace each stand-in colour of the NHS styles by a token; one that nobody named stops the build.
function withTokens(css) {
  for (const [colour, token] of STAND_INS) css = css.replaceAll(colour, token);
  const left = css.match(/#01[0-2][0-9a-f]00\b/gi);
  if (left) throw new Error(`no token for ${[...new Set(left)].join(", ")}`);
  return css;
}

function fontFaces() {
  return FONTS.map(({ family, weight, style, range, file }) => {
    const url = put(`fonts/${file.split("/").at(-1)}`, readFileSync(join(MODULES, file)));
    return `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:swap;` +
      `src:url("${url}") format("woff2");unicode-range:${range}}`;
  }).join("\n");
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const faces = fontFaces();
const options = { loadPaths: [MODULES], style: "compressed", quietDeps: true };
const nhs = withTokens(sass.compile(join(HERE, "styles", "nhs.scss"), options).css);
const own = sass.compile(join(HERE, "styles", "site.scss"), options).css;
put("site.css", `${faces}\n${nhs.replace(/^\uFEFF/, "")}\n${own.replace(/^\uFEFF/, "")}`);
put("icons.svg", sprite(join(HERE, "icons")));
put("htmx.js", readFileSync(join(MODULES, "htmx.org", "dist", "htmx.min.js")));
for (const file of readdirSync(join(HERE, "scripts"))) put(file, readFileSync(join(HERE, "scripts", file)));
cpSync(join(HERE, "favicon.svg"), join(OUT, "favicon.svg"));
writeFileSync(join(OUT, "manifest.json"), JSON.stringify(manifest, null, 2));
