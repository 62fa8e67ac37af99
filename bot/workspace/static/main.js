import { startComposer } from "./composer.js";
import { showDialogs } from "./dialogs.js";
import { startForms } from "./forms.js";
import { enhance, start } from "./live.js";
import { startPickers } from "./pickers.js";

start();
startForms();
startComposer();
enhance(startPickers);
enhance(showDialogs);
