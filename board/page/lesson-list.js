import { duplicateDelivery } from "./lesson-duplicate-delivery.js";
import { fanOut } from "./lesson-fan-out.js";
import { looseCoupling } from "./lesson-loose-coupling.js";
import { poison } from "./lesson-poison.js";
import { localOnly } from "./lesson-steps.js";
import { tightCoupling } from "./lesson-tight-coupling.js";
import { visibilityTimeout } from "./lesson-visibility-timeout.js";

/** In the order in which they build on each other. @type {Lesson[]} */
export const LESSONS = [looseCoupling, tightCoupling, fanOut, poison, duplicateDelivery, visibilityTimeout].map(
  (lesson) => ({ unfit: localOnly, ...lesson }),
);
