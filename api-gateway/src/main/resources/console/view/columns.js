// The columns of tables of members.
import {span, strong, time} from '../dom.js';
import {badge, scoreBar} from '../parts/marks.js';
import {listed, phiWords, plural, span as length, stamp} from '../pure/format.js';
import {dimensionWord, shownScore, worstTerms} from '../pure/states.js';

/** Why a member is as it is, in one line: what matters most first. */
export function why(member, {suspected, view}) {
  const observers = suspected.get(member.id);
  if (observers) {
    return `suspected by ${plural(observers.length, 'observer', 'observers')}: ${listed(observers)}`;
  }
  if (member.state === 'HEALTHY') {
    const weak = worstTerms(member.terms, view.dimensions, 60, 2);
    return weak.length > 0 ? weak.map((term) => `${dimensionWord(term.name)} ${term.points}`).join(' · ') : '–';
  }
  const weak = worstTerms(member.terms, view.dimensions, 60, 3).map((term) => `${dimensionWord(term.name)} ${term.points}`);
  const reason = member.evidence || member.why;
  return member.state === 'DEGRADED' && weak.length > 0 ? `${reason}: ${weak.join(', ')}` : reason;
}

const since = (member, now) => member.sinceAt
  ? time({dateTime: new Date(member.sinceAt).toISOString(), title: stamp(member.sinceAt)}, length(now - member.sinceAt))
  : span({title: 'It was so when this page and the gateway first saw it.'}, '–');

const lastScore = (member) => (member.state === 'UNREACHABLE' && member.score !== null ? `${member.score} when it was heard last` : '');

const columns = (model) => ({
  name: {key: 'name', title: 'name', width: 'minmax(150px, 1.3fr)', class: 'cell-name', cell: (member) => strong(member.id)},
  service: {key: 'service', title: 'service', width: 'minmax(132px, 1fr)', class: 'wide-only quiet', cell: (member) => member.service},
  zone: {key: 'zone', title: 'zone', width: 'minmax(60px, .6fr)', class: 'wide-only quiet', cell: (member) => member.zone || '–'},
  state: {key: 'state', title: 'state', width: '178px', class: 'cell-state',
    cell: (member) => [badge(member.state), member.leads && span({class: 'quiet small'}, ' leader'),
      model.suspected.has(member.id) && span({class: 'tinted tone-degraded small'}, ' suspected')]},
  score: {key: 'score', title: 'score', width: '116px', cell: (member) => span({title: lastScore(member)}, scoreBar(shownScore(member), member.state))},
  phi: {key: 'phi', title: 'phi', width: '52px', class: 'number figure wide-only',
    cell: (member) => phiWords(member.phi)},
  why: {key: 'why', title: 'why', width: 'minmax(120px, 2.4fr)', class: 'quiet cell-why', sortable: false,
    cell: (member) => span({title: why(member, model)}, why(member, model))},
  since: {key: 'since', title: 'since', width: '84px', class: 'number figure quiet', cell: (member) => since(member, model.now())},
});

/** Those of the overview. A column that would be the same in every row is left out. */
export function brief(model) {
  const all = columns(model);
  const zoned = model.members.some((member) => member.zone);
  return [all.name, zoned ? all.zone : all.service, all.state, all.score, all.phi, all.why, all.since];
}

export function full(model) {
  const all = columns(model);
  const zone = model.members.some((member) => member.zone) ? [all.zone] : [];
  return [all.name, all.service, ...zone, all.state, all.score, all.phi, all.why, all.since];
}
