// The scripts run in the reader's browser as they are: classic scripts, without a build;
// `mionido` is what the engine hands to the page.
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/*", "!overrides/**", "!hooks/**"] },
  {
    ...js.configs.recommended,
    files: ["{overrides,hooks}/**/*.js"],
    languageOptions: { sourceType: "script", ecmaVersion: 2022, globals: { ...globals.browser, mionido: "readonly" } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
  },
];
