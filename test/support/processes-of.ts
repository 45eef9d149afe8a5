import { readdirSync, readFileSync } from "node:fs";

/** Processes that have anything to do with a folder: it is in their command or in their environment. Needs /proc. */
export const processesOf = (folder: string): string[] =>
  readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .filter((pid) => {
      try {
        return ["cmdline", "environ"].some((file) => readFileSync(`/proc/${pid}/${file}`, "utf8").includes(folder));
      } catch {
        return false;
      }
    });
