/** Where capture writes production's bundle and every other command looks for it, relative to the project. */
export const USUAL_BUNDLE = "index-impact/production.json";
