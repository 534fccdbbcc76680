// Keeps the failure of one part from taking the page with it: a page that stands still without a word is worse than a gap.
import {Component} from '../lib/preact.js';
import {empty} from './marks.js';

/** A part that failed is tried again when it is another one, and after so long: what broke it may be gone. */
const TRY_AGAIN = 10_000;

/** Draws what `draw` gives. `of` names what it is of: with another one the failure is forgotten. */
export class Guard extends Component {
  constructor(properties) {
    super(properties);
    this.state = {failure: null};
  }

  componentDidCatch(failure) {
    this.failed(failure);
    this.setState({failure});
  }

  componentWillReceiveProps({of}) {
    if (this.state.failure && (of !== this.props.of || Date.now() - this.at > TRY_AGAIN)) {
      this.setState({failure: null});
    }
  }

  render({draw}, {failure}) {
    if (failure) {
      return sorry(failure);
    }
    try {
      return draw();
    } catch (thrown) {
      this.failed(thrown);
      return sorry(thrown);
    }
  }

  /** Once per failure, not once per frame. */
  failed(failure) {
    if (this.told !== failure.message) {
      this.told = failure.message;
      console.error(failure);
    }
    this.at = Date.now();
  }
}

const sorry = (failure) => empty('This cannot be drawn.',
  `The page stumbled over what it was told (${failure.message}). That is a fault of the page; the rest of it goes on, and this is tried again by itself.`);
