// The faces that pages load: Latin first, extended Latin and signs only where a page needs them.
const LATIN =
  "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329," +
  "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
const EXTENDED =
  "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F," +
  "U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF";

const READING = "Atkinson Hyperlegible Next Variable";
const NEXT = "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next";
const SERIF = "Newsreader Variable";
const NEWS = "@fontsource-variable/newsreader/files/newsreader";
const MONO = "Atkinson Hyperlegible Mono";
const HYPER_MONO = "@fontsource/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono";

export const FONTS = [
  { family: READING, weight: "200 800", style: "normal", range: LATIN, file: `${NEXT}-latin-wght-normal.woff2` },
  { family: READING, weight: "200 800", style: "normal", range: EXTENDED, file: `${NEXT}-latin-ext-wght-normal.woff2` },
  { family: READING, weight: "200 800", style: "italic", range: LATIN, file: `${NEXT}-latin-wght-italic.woff2` },
  { family: SERIF, weight: "200 800", style: "normal", range: LATIN, file: `${NEWS}-latin-opsz-normal.woff2` },
  { family: SERIF, weight: "200 800", style: "normal", range: EXTENDED, file: `${NEWS}-latin-ext-opsz-normal.woff2` },
  { family: MONO, weight: "400", style: "normal", range: LATIN, file: `${HYPER_MONO}-latin-400-normal.woff2` },
];
