// Starts the console: one model, one page, drawn again at most once per frame when something changed.
import {render} from './lib/preact.js';
import {app} from './app.js';
import {Model} from './data/model.js';
import {listen, moveFocus} from './keys.js';
import {measured} from './measured.js';
import {go, read} from './router.js';
import {applyTheme, nextTheme} from './theme.js';

applyTheme();

const ui = {order: [], help: false};
let asked = false;

const draw = () => {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      measured('draw', () => render(app(model, ui, read(location.hash), act), document.getElementById('app')));
    });
  }
};

const act = {
  view: (view) => go({view}),
  search: () => document.querySelector('[data-search]')?.focus(),
  move: moveFocus,
  help: () => { ui.help = true; draw(); },
  closeHelp: () => { ui.help = false; draw(); },
  theme: () => { nextTheme(); draw(); },
  close: () => {
    const route = read(location.hash);
    const closer = document.querySelector('main [data-close]');
    if (ui.help) {
      act.closeHelp();
    } else if (closer) {
      closer.click();
    } else if (route.view === 'members' && route.rest.length > 0 && !document.querySelector('dialog[open]')) {
      go({view: 'members'});
    }
  },
};

const model = new Model(draw);
addEventListener('hashchange', draw);
addEventListener('resize', draw);
listen(act);
draw();
model.start();
