// What an operator asks for. The token lives in this variable and nowhere else: it goes when the tab does.
import {ask} from './api.js';

let token = null;

export const hasToken = () => token !== null;

export function useToken(text) {
  token = text.trim() === '' ? null : text.trim();
}

/** A changing request. One that is refused because of the token forgets it, so that it is asked for again. */
export async function change(path, {method, headers = {}, body}) {
  try {
    return await ask(path, {
      method,
      body,
      headers: {...headers, Authorization: `Bearer ${token}`, 'Idempotency-Key': crypto.randomUUID?.() ?? key()},
    });
  } catch (problem) {
    if (problem.status === 401 || problem.status === 403) {
      token = null;
    }
    throw problem;
  }
}

/** On a page that did not come over HTTPS or from this machine, randomUUID is missing. */
function key() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const json = {'Content-Type': 'application/json'};
const member = (id) => `/api/cluster/members/${encodeURIComponent(id)}`;

/** The orders for a member: how each is asked for, and what it says of itself. */
export const ORDERS = {
  drain: {
    label: 'Drain', timed: true, says: 'Takes traffic away; the member stays.',
    send: (id, form) => change(`${member(id)}/drain`, {method: 'POST', headers: json, body: JSON.stringify(form)}),
  },
  undrain: {
    label: 'Undrain', timed: false, says: 'Gives traffic back.',
    send: (id) => change(`${member(id)}/undrain`, {method: 'POST'}),
  },
  maintain: {
    label: 'Maintenance', timed: true, says: 'Takes it out of traffic and out of judgement.',
    send: (id, form) => change(`${member(id)}/maintenance`, {method: 'PUT', headers: json, body: JSON.stringify(form)}),
  },
  resume: {
    label: 'End maintenance', timed: false, says: 'It comes back as recovering, because nobody judged it meanwhile.',
    send: (id) => change(`${member(id)}/maintenance`, {method: 'DELETE'}),
  },
  readmit: {
    label: 'Readmit', timed: false, reasoned: true, says: 'Clears its points and ends its quarantine.',
    send: (id, form) =>
      change(`${member(id)}/readmit`, {method: 'POST', headers: json, body: JSON.stringify({reason: form.reason})}),
  },
};

/** Which orders make sense for a member in this state. */
export function ordersFor(state) {
  switch (state) {
    case 'DRAINING': return ['undrain', 'maintain'];
    case 'MAINTENANCE': return ['resume'];
    case 'QUARANTINED': return ['readmit', 'maintain'];
    default: return ['drain', 'maintain', 'readmit'];
  }
}
