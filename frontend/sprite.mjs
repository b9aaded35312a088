// One SVG file of all icons; each a line "name shapes" of icons.txt, drawn on 24 × 24, used as icons.svg#name.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export function sprite(folder) {
  const symbols = readFileSync(join(folder, "icons.txt"), "utf8")
    .split("\n")
    .filter((line) => line.trim() && !line.startsWith("//"))
    .map((line) => {
      const at = line.indexOf(" ");
      return `<symbol id="${line.slice(0, at)}" viewBox="0 0 24 24">${line.slice(at + 1).trim()}</symbol>`;
    });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}
