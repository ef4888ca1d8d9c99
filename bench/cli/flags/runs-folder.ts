/** Where runs are kept: in a project that has the package installed, in a folder of its name; in this repository, results/. */
export const RUNS_FOLDER = import.meta.filename.endsWith(".js") ? "index-impact/results" : "results";
