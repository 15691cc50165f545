// What every page loads: its buttons to print it and to pass it on.
import "../sheet/script.js";
import "./script.js";
