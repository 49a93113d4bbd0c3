// A page of somebody who signed out with no signal: it is hidden while the platform is told.
import { whoAmI } from "../lib/person.js";
import { forgetWhatCanBeRead } from "./people.js";
import { tell } from "./signed-out.js";

const isTold = await tell(whoAmI());
await forgetWhatCanBeRead().catch(() => {});
// While the platform still takes this browser for theirs, its page to sign in on would lead back here.
location.replace(isTold ? "/login" : "/offline/none");
