import { make } from "./picture-making.js";

// One file in, one prepared photo out; picture.js asks for one at a time.
addEventListener("message", async ({ data }) => {
  try {
    const made = await make(data);
    postMessage({ made }, [made.bytes, made.thumbnail].filter(Boolean));
  } catch (error) {
    postMessage({ failed: String(error) });
  }
});
