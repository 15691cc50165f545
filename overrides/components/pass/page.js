// What every page loads: its buttons to listen to it, to print it and to pass it on.
import "../listen/script.js";
import "../sheet/script.js";
import "./script.js";
