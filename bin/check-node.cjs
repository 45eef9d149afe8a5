// The first thing that every program of this project loads: one line instead of an error somewhere inside. CommonJS and old syntax, so that an old Node.js can read it.
const OLDEST = [20, 19];
const DEPLOYED = 24;

/** Why this Node.js cannot run the project, or undefined when it can; `version` as in `process.versions.node`. */
const tooOld = (version) => {
  const [major, minor] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `Node.js ${version} is too old: install ${OLDEST.join(".")} or newer, best ${DEPLOYED}, from https://nodejs.org`;
};

const reason = tooOld(process.versions.node);
if (reason !== undefined) {
  console.error(reason);
  process.exit(1);
}

module.exports = { tooOld };
