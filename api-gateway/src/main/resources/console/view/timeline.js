// What was when: a band per member, the events of the chosen time below.
import {Component} from '../lib/preact.js';
import {button, div, input, p, pre, span, strong} from '../dom.js';
import {axis, bandRow, bandWords, legend} from '../parts/bands.js';
import {changes} from '../parts/changes.js';
import {badge, empty, loading, panel, panelOf} from '../parts/marks.js';
import {bands, ticks, zoomed} from '../pure/bands.js';
import {moment, plural, span as length} from '../pure/format.js';
import {change} from '../router.js';
import {journalHint} from './overview.js';

const MINUTE = 60_000;
const RANGES = [[5, '5 m'], [30, '30 m'], [120, '2 h'], [720, '12 h']];
const LEAST = 5000;
const EVENTS_MAX = 200;
const ROWS_MAX = 60;

export class Timeline extends Component {
  constructor(properties) {
    super(properties);
    this.state = {pointed: null, picked: null, brush: null};
  }

  /** The range in the address is fixed; one of so many minutes goes with the time. */
  range({route, model}) {
    const {from, to, minutes = '30'} = route.parameters;
    if (from && to) {
      return {from: Number(from), to: Number(to), fixed: true};
    }
    const now = model.now();
    return {from: now - Number(minutes) * MINUTE, to: now, fixed: false, minutes: Number(minutes)};
  }

  render(properties, {pointed, picked}) {
    const {model, route} = properties;
    if (model.view.number < 0 && model.journal.state === 'connecting') {
      return panel(null, null, loading('the timeline', 10));
    }
    const range = this.range(properties);
    const {member = ''} = route.parameters;
    const wanted = (id) => id.toLowerCase().includes(member.toLowerCase());
    const rows = bands(model.events(), model.members, range.from, range.to).filter((row) => wanted(row.id));
    const events = model.events()
      .filter((event) => event.at >= range.from && event.at <= range.to && wanted(event.subject ?? ''))
      .slice(-EVENTS_MAX).reverse();
    return [
      panelOf({key: 'bands'}, null, null, this.tools(route, range, member),
        this.bandsOf(rows, range, model, picked),
        p({class: 'band-words small', 'aria-live': 'polite'}, pointed
          ? bandWords(pointed.id, pointed, model.now())
          : 'Point at a band for its cause, click it for its evidence, drag along the times to choose a part.'),
        legend([...new Set(rows.flatMap((row) => row.bands.map((band) => band.state)))])),
      picked && this.evidence(picked, model),
      panelOf({key: 'events'}, 'Events of this time', journalHint(model.journal) || plural(events.length, 'event', 'events'),
        events.length === 0 ? empty('Nothing happened in this time.', model.journal.missed ? 'Older events are not kept.' : '')
          : changes(events, model.now(), {row: true, onOpen: (event) => this.setState({picked: {id: event.subject, event, state: event.to}})})),
    ];
  }

  bandsOf(rows, range, model, picked) {
    const act = {picked, onPoint: (band) => this.setState({pointed: band}), onPick: (band) => this.setState({picked: band})};
    return div({class: 'bands', onWheel: (event) => this.wheel(event, range)},
      rows.length === 0 && empty('No member is known in this time.'),
      rows.slice(0, ROWS_MAX).map((row) => bandRow(row, range, model.now(), act)),
      rows.length > ROWS_MAX && p({class: 'quiet small'}, `and ${rows.length - ROWS_MAX} more; find one by name`),
      div({class: 'brush-area', onPointerDown: (event) => this.brush(event, range), title: 'drag to choose a time'},
        axis(ticks(range.from, range.to, 8), range), this.brushed()));
  }

  tools(route, range, member) {
    return div({class: 'tools'},
      input({type: 'search', class: 'search', 'data-search': true, placeholder: 'Find a member', 'aria-label': 'find a member', value: member,
        onInput: (event) => change(route, {member: event.currentTarget.value})}),
      div({class: 'choices', role: 'group', 'aria-label': 'time shown'}, RANGES.map(([minutes, words]) =>
        button({key: words, type: 'button', class: 'choice', 'aria-pressed': String(range.minutes === minutes),
          onClick: () => change(route, {minutes, from: '', to: ''})}, words))),
      button({type: 'button', class: 'button is-small', onClick: () => this.zoom(range, 0.5), 'aria-label': 'zoom in'}, '+'),
      button({type: 'button', class: 'button is-small', onClick: () => this.zoom(range, 2), 'aria-label': 'zoom out'}, '−'),
      span({class: 'quiet small figure'}, range.fixed
        ? `${moment(range.from, this.props.model.now())} to ${moment(range.to, this.props.model.now())}, ${length(range.to - range.from)}`
        : 'until now'));
  }

  evidence({id, event, state, cause, evidence}, model) {
    return panelOf({key: 'evidence', class: 'evidence'}, 'Evidence', '', div({class: 'tools'},
      strong(id), badge(state), span({class: 'quiet'}, event ? moment(event.at, model.now()) : ''),
      button({type: 'button', class: 'button is-small', 'data-close': true, onClick: () => this.setState({picked: null})}, 'Close')),
    p(event ? event.evidence || event.cause : evidence || cause || 'What led to this is older than the events that are kept.'),
    event && pre({class: 'small'}, JSON.stringify(event, (name, value) => (name === 'at' ? undefined : value), 2)));
  }

  zoom(range, factor, at = (range.from + range.to) / 2) {
    const now = this.props.model.now();
    const next = zoomed(range, at, factor, {from: now - 1440 * MINUTE, to: now, least: LEAST});
    change(this.props.route, {from: Math.round(next.from), to: Math.round(next.to), minutes: ''});
  }

  wheel(event, range) {
    if (!event.ctrlKey && !event.altKey) {
      return;
    }
    event.preventDefault();
    const track = event.currentTarget.querySelector('.band-track').getBoundingClientRect();
    const at = range.from + ((event.clientX - track.left) / track.width) * (range.to - range.from);
    this.zoom(range, event.deltaY > 0 ? 1.25 : 0.8, at);
  }

  brush(event, range) {
    const area = event.currentTarget;
    const track = area.querySelector('.band-track').getBoundingClientRect();
    const share = (x) => Math.min(1, Math.max(0, (x - track.left) / track.width));
    const start = share(event.clientX);
    area.setPointerCapture(event.pointerId);
    const move = (next) => this.setState({brush: [start, share(next.clientX)].sort((one, other) => one - other)});
    const end = () => {
      area.removeEventListener('pointermove', move);
      const {brush} = this.state;
      this.setState({brush: null});
      const length = range.to - range.from;
      if (brush && (brush[1] - brush[0]) * length >= 1000) {
        change(this.props.route, {from: Math.round(range.from + brush[0] * length), to: Math.round(range.from + brush[1] * length), minutes: ''});
      }
    };
    area.addEventListener('pointermove', move);
    area.addEventListener('pointerup', end, {once: true});
    area.addEventListener('pointercancel', end, {once: true});
  }

  brushed() {
    const {brush} = this.state;
    return brush && div({class: 'band-row brush-row'}, span({class: 'band-name'}),
      div({class: 'band-track'}, div({class: 'brush', style: {left: `${brush[0] * 100}%`, width: `${(brush[1] - brush[0]) * 100}%`}})));
  }
}
