import { AllureReport, readConfig } from '@allurereport/core';

// Makes an Allure report, in a separate process: node allure-generate.ts <config> <output> <results folder>…
// As `allure generate` does, which leaves out what the quality gate says.

const [config = '', output = '', ...results] = process.argv.slice(2);
const report = new AllureReport(await readConfig(process.cwd(), config, { output }));
await report.start();
for (const folder of results) await report.readDirectory(folder);
if (report.hasQualityGate) {
  const trs = await report.store.allTestResults({ includeRetries: false });
  const gate = await report.validate({ trs });
  report.realtimeDispatcher.sendQualityGateResults(gate.results);
}
await report.done();
