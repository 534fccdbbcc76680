// The logs: find them, see when there were how many, and watch them come.
import {Component} from '../lib/preact.js';
import {button, div, input, option, rect, select, span, svg, title} from '../dom.js';
import {get, withParameters} from '../data/api.js';
import {empty, loading, panel, panelOf, problem} from '../parts/marks.js';
import {clock, count, moment, plural} from '../pure/format.js';
import {change} from '../router.js';

const MINUTE = 60_000;
const RANGES = [[5, '5 m'], [30, '30 m'], [180, '3 h'], [1440, '24 h']];
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const TONES = {WARN: 'degraded', ERROR: 'unreachable', FATAL: 'unreachable'};
const BUCKETS = 60;
const PAGE = 100;
const KEPT_MAX = 1000;
const TAIL_EVERY = 1000;
const TYPING = 250;

/** Clocks differ by a little: a line may be from a moment that is yet to come here. */
const AHEAD = 5000;

/** What was sent this long ago has reached the database; a tail that looks later would pass over late ones. */
const TAIL_OVERLAP = 5000;

export class Logs extends Component {
  constructor(properties) {
    super(properties);
    this.state = {items: null, next: null, buckets: [], failure: null, open: null, asOf: 0};
    this.asked = 0;
  }

  componentDidMount() {
    this.search();
    this.timer = setInterval(() => this.props.route.parameters.tail && !document.hidden && this.tail(), TAIL_EVERY);
  }

  componentWillUnmount() {
    this.asked++;
    clearInterval(this.timer);
    clearTimeout(this.typing);
  }

  componentDidUpdate(before) {
    const query = (properties) => JSON.stringify({...properties.route.parameters, tail: ''});
    if (query(before) !== query(this.props)) {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.search(), TYPING);
    }
  }

  range() {
    const {from, to, minutes = '30'} = this.props.route.parameters;
    const now = this.props.model.now();
    return from && to ? {from: Number(from), to: Number(to)} : {from: now - Number(minutes) * MINUTE, to: now + AHEAD};
  }

  filter({from, to}) {
    const {level, service, q} = this.props.route.parameters;
    return {from: new Date(from).toISOString(), to: new Date(to).toISOString(), level, service, text: q};
  }

  async search(cursor = null) {
    const asked = ++this.asked;
    const range = cursor ? this.searched : this.range();
    this.searched = range;
    try {
      const filter = this.filter(range);
      const [page, histogram] = await Promise.all([
        get(withParameters('/api/logs', {...filter, limit: PAGE, cursor})),
        cursor ? null : get(withParameters('/api/logs/histogram', {...filter, buckets: BUCKETS})),
      ]);
      if (asked === this.asked) {
        this.setState({
          items: cursor ? [...this.state.items, ...page.items] : page.items, next: page.next, failure: null,
          buckets: histogram?.buckets ?? this.state.buckets, asOf: this.props.model.now(),
        });
      }
    } catch (failure) {
      if (asked === this.asked) {
        this.setState({failure});
      }
    }
  }

  /** What came since the newest line that is shown. A line that is late by a little is still found: the windows overlap. */
  async tail() {
    if (this.tailing || this.state.items === null) {
      return;
    }
    this.tailing = true;
    const asked = this.asked;
    try {
      const newest = this.state.items[0] ? Date.parse(this.state.items[0].timestamp) : this.range().from;
      const now = this.props.model.now();
      const page = await get(withParameters('/api/logs', {...this.filter({from: Math.min(newest, now) - TAIL_OVERLAP, to: now + AHEAD}), limit: 1000}));
      if (asked === this.asked) {
        const known = new Set(this.state.items.map((item) => item.id));
        const news = page.items.filter((item) => !known.has(item.id));
        const items = news.length === 0 ? this.state.items : [...news, ...this.state.items]
          .sort((one, other) => (one.timestamp < other.timestamp ? 1 : one.timestamp > other.timestamp ? -1 : 0)).slice(0, KEPT_MAX);
        this.setState({items, failure: null, asOf: now});
      }
    } catch (failure) {
      this.setState({failure});
    } finally {
      this.tailing = false;
    }
  }

  render({route, model}, {items, next, buckets, failure}) {
    return [
      panelOf({key: 'query'}, null, null, this.tools(route), this.histogram(buckets)),
      panelOf({key: 'lines', class: 'flush'}, null, null,
        failure && problem(failure, 'The logs cannot be read now'),
        items === null
          ? !failure && loading('the lines', 12)
          : items.length === 0
            ? empty('No line matches.', route.parameters.tail ? 'New ones appear here as they are stored.' : 'Try a longer time, or fewer words.')
            : div({class: 'log-lines', role: 'list', 'aria-label': 'log lines'}, items.map((item) => this.line(item, model))),
        next && button({type: 'button', class: 'button log-more', onClick: () => this.search(next)}, 'Show older ones')),
    ];
  }

  tools(route) {
    const {q = '', level = '', service = '', minutes = '30', tail, from} = route.parameters;
    return div({class: 'tools'},
      input({type: 'search', class: 'search', 'data-search': true, placeholder: 'Find in messages', 'aria-label': 'find in messages', value: q,
        onInput: (event) => change(route, {q: event.currentTarget.value})}),
      input({class: 'short', placeholder: 'service', 'aria-label': 'service', value: service,
        onInput: (event) => change(route, {service: event.currentTarget.value})}),
      select({'aria-label': 'level', value: level, onChange: (event) => change(route, {level: event.currentTarget.value})},
        option({value: ''}, 'all levels'), LEVELS.map((each) => option({key: each, value: each}, each))),
      div({class: 'choices', role: 'group', 'aria-label': 'time shown'}, RANGES.map(([each, words]) =>
        button({key: words, type: 'button', class: 'choice', 'aria-pressed': String(!from && Number(minutes) === each),
          onClick: () => change(route, {minutes: each, from: '', to: ''})}, words))),
      button({type: 'button', class: 'button is-small', 'aria-pressed': String(Boolean(tail)), onClick: () => change(route, {tail: tail ? '' : '1'})},
        tail ? 'Following' : 'Follow'),
      button({type: 'button', class: 'button is-small', onClick: () => this.search()}, 'Search again'));
  }

  histogram(buckets) {
    const most = Math.max(1, ...buckets.map((bucket) => bucket.count));
    const sum = buckets.reduce((all, bucket) => all + bucket.count, 0);
    const width = 100 / Math.max(1, buckets.length);
    return div({class: 'histogram'},
      svg({viewBox: '0 0 100 40', preserveAspectRatio: 'none', role: 'img', 'aria-label': `${count(sum)} lines over time, at most ${count(most)} in one bar`},
        buckets.map((bucket, i) => rect({key: bucket.from, class: 'bar', x: i * width + width * 0.08, width: width * 0.84,
          y: 40 - (bucket.count / most) * 40, height: (bucket.count / most) * 40,
          onClick: () => change(this.props.route, {from: Date.parse(bucket.from), to: Date.parse(bucket.to), minutes: ''})},
        title(`${clock(Date.parse(bucket.from))}: ${plural(bucket.count, 'line', 'lines')}`)))),
      div({class: 'histogram-foot quiet small figure'}, buckets.length === 0 ? span(' ') : [
        span(clock(Date.parse(buckets[0].from))), span(plural(sum, 'line', 'lines')), span(clock(Date.parse(buckets.at(-1).to)))]));
  }

  line(item, model) {
    const isOpen = this.state.open === item.id;
    const toggle = () => this.setState({open: isOpen ? null : item.id});
    return div({key: item.id, class: 'log-line', role: 'listitem', tabIndex: 0, 'data-row': item.id, 'aria-expanded': String(isOpen),
      onClick: toggle, onKeyDown: (event) => event.key === 'Enter' && toggle()},
    span({class: 'figure quiet'}, moment(Date.parse(item.timestamp), model.now())),
    span({class: `log-level tone-${TONES[item.level] ?? 'none'}`}, item.level),
    span({class: 'quiet log-service', title: item.service}, item.service),
    span({class: `log-message${isOpen ? ' is-open' : ''}`}, item.message),
    isOpen && div({class: 'log-more-facts small quiet'}, facts(item)));
  }
}

const facts = (item) => Object.entries(item)
  .filter(([name]) => name !== 'message')
  .map(([name, value]) => div({key: name}, span({class: 'fact-name'}, name), ' ', typeof value === 'object' ? JSON.stringify(value) : String(value)));
