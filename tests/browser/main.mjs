// The search box in Chromium: see run.sh.

import './helps.mjs';
import './journeys.mjs';
import './own.mjs';
import './pages.mjs';
import { runAll } from './tap.mjs';
import { openWorld } from './world.mjs';

let failed = 1;
try {
  const world = await openWorld();
  try {
    failed = await runAll(process.argv.slice(2), world);
  } finally {
    await world.close();
  }
} catch (error) {
  console.log(`Bail out! ${error.stack.replaceAll('\n', '\n# ')}`);
}
process.exit(failed > 0 ? 1 : 0);
