// The page around the views: where one can go, what it comes to, and whether it is live.
import {a, button, dialog, div, h1, header, kbd, main, nav, p, span, table, tbody, td, the, tr} from './dom.js';
import {KEYS} from './keys.js';
import {Guard} from './parts/guard.js';
import {headline} from './pure/headline.js';
import {clock, span as length} from './pure/format.js';
import {VIEWS, written} from './router.js';
import {nextTheme, theme} from './theme.js';
import {Config} from './view/config.js';
import {events} from './view/events.js';
import {Logs} from './view/logs.js';
import {members} from './view/members.js';
import {overview} from './view/overview.js';
import {Timeline} from './view/timeline.js';
import {topology} from './view/topology.js';

const DRAW = {
  overview: (model, ui) => overview(model, ui),
  topology: (model) => topology(model),
  members: (model, ui, route) => members(model, ui, route),
  timeline: (model, ui, route) => the(Timeline, {model, route}),
  config: (model, ui, route) => the(Config, {route}),
  logs: (model, ui, route) => the(Logs, {model, route}),
  events: (model, ui, route) => events(model, ui, route),
};

export function app(model, ui, route, act) {
  const stale = model.link.state !== 'live' && model.view.number >= 0;
  return div({class: 'app', 'data-view': route.view, 'data-link': model.link.state},
    sidebar(route, act),
    main({id: 'main', tabIndex: -1},
      head(model, route),
      div({class: stale ? 'body is-stale' : 'body', key: route.view},
        the(Guard, {of: written(route), draw: () => DRAW[route.view](model, ui, route)}))),
    ui.help && help(act));
}

const sidebar = (route, act) => nav({class: 'sidebar', 'aria-label': 'views'},
  a({class: 'brand', href: '#/overview'}, 'Bellwether'),
  div({class: 'links'}, VIEWS.map((view, i) => a({key: view, class: 'link', href: written({view}), 'aria-current': view === route.view ? 'page' : undefined},
    view[0].toUpperCase() + view.slice(1), span({class: 'link-key', 'aria-hidden': 'true'}, i + 1)))),
  div({class: 'sidebar-foot small'},
    button({type: 'button', class: 'plain', onClick: act.theme}, `Theme: ${theme()}`),
    button({type: 'button', class: 'plain', onClick: act.help}, 'Keys: ?')));

function head(model, route) {
  const said = sentence(model);
  const onOverview = route.view === 'overview';
  const name = route.view[0].toUpperCase() + route.view.slice(1);
  return header({class: 'head'},
    div({class: 'head-words'},
      h1({class: 'headline', 'data-tone': said.tone}, onOverview ? said.text : name),
      p({class: 'quiet detail'}, onOverview ? said.detail : said.text)),
    liveness(model));
}

function sentence(model) {
  const {view, link} = model;
  if (view.number < 0) {
    return link.state === 'stale'
      ? {text: 'The gateway does not answer.', detail: 'This page tries again by itself.', tone: 'unreachable'}
      : {text: 'Asking the gateway …', detail: ' ', tone: 'degraded'};
  }
  const said = concluded({
    self: view.self, members: model.members, mode: view.mode, modeCause: view.modeCause, refusesWrites: view.refusesWrites, leader: view.leader, redis: view.redis,
    dimensions: view.dimensions, stageDetail: view.stageDetail, quorum: model.quorum, suspected: model.suspected,
    ownEdges: view.edges, backlog: model.backlog, at: model.now(),
  });
  return link.state === 'live' ? said : {...said,
    detail: `As of ${clock(view.at)}. The gateway has not answered for ${length(Date.now() - link.since)}; this page tries again by itself.`};
}

/** Whatever it stumbles over, the page goes on: the views below and "as of" are worth more than the sentence. */
function concluded(now) {
  try {
    return headline(now);
  } catch (failure) {
    return {text: 'What it comes to cannot be said.', detail: `The page stumbled over what it was told (${failure.message}).`, tone: 'degraded'};
  }
}

function liveness(model) {
  const {view, link} = model;
  const live = link.state === 'live';
  const words = live ? 'live' : link.state === 'stale' ? `not live for ${length(Date.now() - link.since)}` : 'connecting';
  const noCoordinators = live && model.votersFailure && model.journal.state !== 'live';
  return div({class: `liveness ${live ? 'is-live' : 'is-stale'}`, role: 'status'},
    span({class: 'dot', 'aria-hidden': 'true'}),
    span(words, view.number >= 0 && span({class: 'figure'}, ` · as of ${clock(view.at)}`)),
    noCoordinators && div({class: 'small tinted tone-degraded'}, 'no coordinator answers; this is what the gateway sees'));
}

const help = (act) => dialog({class: 'help', 'aria-label': 'keys', onClose: act.closeHelp,
  ref: (node) => node && !node.open && node.showModal()},
div({class: 'panel-title'}, 'Keys'),
table(tbody(KEYS.map(([key, does]) => tr({key}, td(kbd(key)), td(does))))),
div({class: 'actions'}, button({type: 'button', class: 'button', onClick: act.closeHelp}, 'Close')));

export {nextTheme};
