// The page's scripts run in the reader's browser as they are: classic scripts. Those of the engine are modules, each beside
// its twin in Python; the build joins them into one classic script that hands `mionido` to the page.
import js from "@eslint/js";
import globals from "globals";

const common = {
  ...js.configs.recommended,
  linterOptions: { reportUnusedDisableDirectives: "error" },
};
const browser = { ecmaVersion: 2022, globals: { ...globals.browser, mionido: "readonly" } };

export default [
  { ignores: ["**/*", "!overrides/**", "!hooks/**"] },
  { ...common, files: ["overrides/**/*.js"], languageOptions: { ...browser, sourceType: "script" } },
  { ...common, files: ["hooks/**/*.js"], languageOptions: { ...browser, sourceType: "module" } },
];
