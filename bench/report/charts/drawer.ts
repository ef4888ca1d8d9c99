/** The one way to the library that draws: the npm package has its code in this file's place. */
export { ChartJSNodeCanvas } from "chartjs-node-canvas";
