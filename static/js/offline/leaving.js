// Somebody signed out with no signal. The platform is told now, before anything of theirs is shown again.
import { forgetWhatCanBeRead, hasLeft } from "./people.js";

const response = await fetch("/logout", { method: "POST" }).catch(() => null);
if (response?.headers.has("Hazard-App") && new URL(response.url).pathname === "/login") hasLeft();
await forgetWhatCanBeRead();
location.replace("/login");
