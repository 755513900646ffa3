// The demo: joins the stage, the filters and what can be made of them.

import { parseFilter } from 'kinora';
import { ChainModel } from './filters/chain-model.js';
import { showChain } from './filters/chain-list.js';
import { ChainText } from './filters/chain-text.js';
import { showGallery } from './filters/gallery.js';
import { looks } from './filters/looks.js';
import { starter } from './filters/starter.js';
import { button, element } from './page/elements.js';
import { say } from './page/status.js';
import { RecordPanel } from './recording/record-panel.js';
import { setUpSnapshot } from './recording/snapshot-panel.js';
import { RenderPanel } from './recording/render-panel.js';
import { setUpRepair } from './experiments/repair-panel.js';
import { setUpWhammy } from './experiments/whammy-panel.js';
import { setUpCompare } from './stage/compare.js';
import { SourcePicker, firstSource } from './stage/source-picker.js';
import { Stage } from './stage/stage.js';

const stage = new Stage(firstSource());
const picker = new SourcePicker(stage);
setUpCompare();

const chain = new ChainModel();
const chainText = new ChainText(chain);
showChain(chain);
showGallery((name) => {
  const [id] = chain.add(starter(name, stage.canvas.width, stage.canvas.height));
  document.getElementById(`step-${id}`)?.scrollIntoView({ block: 'nearest' });
});
element('looks', HTMLDivElement).replaceChildren(
  ...Object.entries(looks).map(([name, text]) =>
    button({ class: 'chip' }, () => chain.replace(parseFilter(text).calls), name),
  ),
);
element('chain-clear', HTMLButtonElement).addEventListener('click', () => chain.replace([]));

const recording = new RecordPanel(stage, chain.filter);
chain.addEventListener('filter', () => {
  stage.setFilter(chain.filter);
  recording.setFilter(chain.filter);
});
stage.addEventListener('fault', (event) => {
  chainText.fault((event as Event & { error: Error }).error, chain.text);
});
const rendering = new RenderPanel(stage, () => chain.filter);
const whammy = setUpWhammy(stage);
// One at a time: they share the stage.
const works = [recording, rendering, whammy];
for (const work of works) {
  work.addEventListener('running', () => {
    picker.locked = works.some(({ running }) => running);
    for (const other of works) other.locked = works.some((each) => each !== other && each.running);
  });
}
stage.addEventListener('source', () => [rendering, whammy].forEach((work) => work.offer()));
setUpSnapshot(stage, () => chain.filter);
setUpRepair();

const motion = element('motion', HTMLButtonElement);
const showMotion = (): void => motion.setAttribute('aria-pressed', String(!stage.moving));
motion.addEventListener('click', () => {
  stage.moving = !stage.moving;
  showMotion();
});
showMotion();
say('Ready. Press Record.');
