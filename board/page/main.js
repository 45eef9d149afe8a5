import { html, render } from "/vendor/preact.js";
import { App } from "./app.js";
import { followShop } from "./store.js";

const show = (view) => render(html`<${App} ...${view} />`, document.querySelector("main"));

show({ state: undefined, connection: "connecting" });
followShop(show);
