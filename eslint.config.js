// All scripts are modules: those of the engine, each beside its twin in Python, and those of the components. The build
// joins them into one classic script, in which "mionido" is the engine.
import js from "@eslint/js";
import globals from "globals";

const common = {
  ...js.configs.recommended,
  linterOptions: { reportUnusedDisableDirectives: "error" },
};
const browser = { ecmaVersion: 2022, globals: globals.browser };

export default [
  { ignores: ["**/*", "!overrides/**", "!hooks/**"] },
  { ...common, files: ["overrides/**/*.js"], languageOptions: { ...browser, sourceType: "module" } },
  { ...common, files: ["hooks/**/*.js"], languageOptions: { ...browser, sourceType: "module" } },
];
