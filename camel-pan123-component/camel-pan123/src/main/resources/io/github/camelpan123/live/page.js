'use strict';

/** Numbers come as they are shown. */
const many = (n, one, more) => n + ' ' + (String(n) === '1' ? one : more);

const TEXT = {
  en: {
    title: 'pan123', other: '中文', connecting: 'Connecting', live: 'Live', lost: 'No connection, trying again',
    held: 'Paused', account: 'Account', pause: 'Pause', go: 'Continue',
    waitingCalls: 'Waiting calls', uploadsTile: 'Uploads in progress', sentTile: 'Bytes sent', callsTile: 'Calls made',
    refusedTile: 'Refused as too frequent', queues: 'Queues', call: 'Call', ofLimit: 'Limit in use, and waiting', limit: 'Limit',
    waiting: 'Waiting', startsIn: 'Starts in', made: 'Made', refused: 'Refused', noQueues: 'No call was made yet.',
    uploads: 'Uploads', file: 'File', step: 'Step', progress: 'Progress', size: 'Size', rate: 'Rate', left: 'Left',
    noUploads: 'No upload is in progress.', jobs: 'Transcodes', starting: 'Waiting for the start', preparing: 'Preparing', running: 'Running', done: 'Done',
    failed: 'Failed', failures: 'Failures', noFailures: 'Nothing has failed.', consumers: 'Consumers',
    noConsumers: 'No route polls the platform.',
    steps: { wait: 'Waiting', hash: 'Hashing', send: 'Sending', verify: 'Checking', done: 'Done', failed: 'Failed' },
    vip: 'member', free: 'free account', perSecond: n => n + '/s', done_: n => n + ' done', failed_: n => n + ' failed',
    atOnce: (n, most) => n + ' of ' + most + ' requests', received: n => n + ' received', perFile: n => n + ' upload calls a file',
    longest: t => 'longest wait ' + t, since: (n, at, t) => n + ' times since ' + at + ', last ' + t + ' ago', once: (at, t) => t + ' ago, at ' + at, trace: id => 'trace id ' + id,
    permits: (n, of, w) => n + ' of ' + of + ' permits in use, ' + w + ' waiting', paused: 'paused',
    nowToken: n => many(n, 'call waits', 'calls wait') + ' for a token of the account.',
    nowBanned: (c, m) => 'The platform has banned the account from ' + c + ': ' + m,
    nowPaused: (c, n) => 'The queue of ' + c + ' is paused by hand; ' + many(n, 'call waits', 'calls wait') + '.',
    nowBackOff: (c, t) => 'The platform refused calls of ' + c + ' as too frequent; the next try is in ' + t + '.',
    nowStalled: (c, n, t) => c + ' has sent nothing for ' + t + ' although ' + many(n, 'call waits', 'calls wait') + '.',
    nowWaits: (c, n, l, t, by) => many(n, 'call', 'calls') + ' of ' + c + (String(n) === '1' ? ' waits' : ' wait') + (by ? ' (' + by + ')' : '') + ', at ' + l + ' a second. A new one would start in ' + t + '.',
    nowFailed: (c, when, m) => c + ' has failed ' + when + ': ' + m, nowMoreFailed: n => many(n, 'other kind of failure', 'other kinds of failures') + ' within the last minute.',
    nowStarts: n => many(n, 'transcode waits', 'transcodes wait') + ' for the start, which the platform has not accepted yet.',
    nowTraffic: t => 'The download traffic is used up. Downloads are paused until ' + t + '.',
    nowUploads: n => many(n, 'upload is', 'uploads are') + ' in progress; nothing waits for a limit.',
    nowJobs: n => many(n, 'transcode is', 'transcodes are') + ' in progress on the platform.',
    nowIdle: 'Nothing is waiting.', nowNone: 'No account is in use yet.',
    polled: t => 'last good poll ' + t + ' ago', neverPolled: 'not polled yet', inProgress: n => n + ' in progress',
    backlog: n => n + ' to do', givenUp: n => n + ' given up', stopped: 'stopped', sec: 's', min: 'min', hour: 'h', day: 'd'
  },
  zh: {
    title: 'pan123', other: 'English', connecting: '正在连接', live: '实时', lost: '连接中断，正在重试',
    held: '已暂停', account: '账号', pause: '暂停', go: '继续',
    waitingCalls: '等待中的调用', uploadsTile: '进行中的上传', sentTile: '已发送', callsTile: '已调用',
    refusedTile: '因过于频繁被拒', queues: '队列', call: '接口', ofLimit: '限额占用与等待', limit: '限额',
    waiting: '等待', startsIn: '预计等待', made: '已调用', refused: '被拒', noQueues: '尚未调用任何接口。',
    uploads: '上传', file: '文件', step: '步骤', progress: '进度', size: '大小', rate: '速率', left: '剩余',
    noUploads: '没有进行中的上传。', jobs: '转码', starting: '等待启动', preparing: '准备中', running: '转码中', done: '完成',
    failed: '失败', failures: '失败记录', noFailures: '没有失败。', consumers: '消费者',
    noConsumers: '没有路由在轮询平台。',
    steps: { wait: '等待', hash: '计算摘要', send: '发送', verify: '校验', done: '完成', failed: '失败' },
    vip: '会员', free: '免费账号', perSecond: n => n + '/秒', done_: n => '完成 ' + n, failed_: n => '失败 ' + n,
    atOnce: (n, most) => '请求 ' + n + '/' + most, received: n => '已接收 ' + n, perFile: n => '每个上传文件 ' + n + ' 次',
    longest: t => '最长等待 ' + t, since: (n, at, t) => '自 ' + at + ' 起 ' + n + ' 次，最近一次在 ' + t + '前', once: (at, t) => t + '前（' + at + '）', trace: id => '追踪 ID ' + id,
    permits: (n, of, w) => '限额占用 ' + n + '/' + of + '，等待 ' + w, paused: '已暂停',
    nowToken: n => n + ' 个调用正在等待账号的令牌。',
    nowBanned: (c, m) => '平台禁止该账号调用 ' + c + '：' + m,
    nowPaused: (c, n) => c + ' 的队列被手动暂停；' + n + ' 个调用在等待。',
    nowBackOff: (c, t) => '平台因过于频繁拒绝了 ' + c + ' 的调用；' + t + '后重试。',
    nowStalled: (c, n, t) => c + ' 已有 ' + t + '没有发出调用，但有 ' + n + ' 个在等待。',
    nowWaits: (c, n, l, t, by) => c + ' 有 ' + n + ' 个调用在等待' + (by ? '（' + by + '）' : '') + '，每秒 ' + l + ' 次。新的调用将在 ' + t + '后开始。',
    nowFailed: (c, when, m) => c + ' 失败，' + when + '：' + m, nowMoreFailed: n => '最近一分钟内另有 ' + n + ' 种失败。',
    nowStarts: n => n + ' 个转码任务在等待启动，平台尚未接受。',
    nowTraffic: t => '下载流量已用完，下载暂停至 ' + t + '。',
    nowUploads: n => n + ' 个上传进行中；没有调用受限额影响。',
    nowJobs: n => n + ' 个转码任务正在平台上进行。',
    nowIdle: '没有等待中的工作。', nowNone: '尚未使用任何账号。',
    polled: t => '上次成功轮询在 ' + t + '前', neverPolled: '尚未轮询', inProgress: n => '处理中 ' + n,
    backlog: n => '待处理 ' + n, givenUp: n => '已放弃 ' + n, stopped: '已停止', sec: ' 秒', min: ' 分', hour: ' 小时', day: ' 天'
  }
};

const START = 'transcodeVideo';
const UPLOAD_CALLS = ['mkdir', 'uploadCreate', 'uploadSlice', 'uploadSingle', 'uploadComplete', 'uploadDomain'];
const STALLED = 30000;
const SAY_EVERY = 10000;
const CURRENT = 60000;
const LONGEST_MESSAGE = 200;
const SHOWN_OPERATIONS = 3;
const SHOWN_ENDED = 6;
const el = id => document.getElementById(id);

let language = (navigator.language || 'en').toLowerCase().startsWith('zh') ? 'zh' : 'en';
try { language = localStorage.getItem('pan123.language') || language; } catch (e) { /* storage is switched off */ }
if (!TEXT[language]) language = 'en';
let t = TEXT[language];
let state = null;
let linkState = 'connecting';
let chosen = null;
let held = false;
let saidAt = 0;
let lastBytes = null;
const peaks = new Map();
const waited = new Set();

const number = n => n.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB');

function bytes(n) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (n >= 1024 && unit < units.length - 1) { n /= 1024; unit++; }
  return (unit === 0 || n >= 100 ? Math.round(n) : n.toFixed(1)) + ' ' + units[unit];
}

function time(millis) {
  const s = Math.round(millis / 1000);
  const unit = (n, name) => n + (language === 'en' ? ' ' : '') + t[name];
  if (s < 60) return unit(s, 'sec');
  if (s < 3600) return unit(Math.floor(s / 60), 'min') + ' ' + unit(s % 60, 'sec');
  if (s < 86400) return unit(Math.floor(s / 3600), 'hour') + ' ' + unit(Math.floor(s % 3600 / 60), 'min');
  return unit(Math.floor(s / 86400), 'day') + ' ' + unit(Math.floor(s % 86400 / 3600), 'hour');
}

/** The time of day, with the day if it is not today. */
function clock(iso) {
  const then = new Date(iso);
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
  if (then.toDateString() !== new Date().toDateString()) Object.assign(parts, { month: 'short', day: 'numeric' });
  return then.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', parts);
}

function text(node, value) {
  const wanted = String(value);
  if (node.textContent !== wanted) node.textContent = wanted;
}

function make(tag, className, parent) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (parent) parent.appendChild(node);
  return node;
}

function bar(parent, thin) {
  const outer = make('div', thin ? 'bar thin' : 'bar', parent);
  make('i', '', outer);
  return outer;
}

function fill(outer, share) {
  const part = Math.max(0, Math.min(1, share || 0));
  outer.firstChild.style.transform = 'scaleX(' + part.toFixed(4) + ')';
}

/** Keeps one element for each item, so that nothing flickers and the focus stays. */
function each(parent, items, keyOf, create, update) {
  const old = new Map();
  for (const node of parent.children) old.set(node.dataset.key, node);
  // two components or contexts may show the same
  const times = new Map();
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = keyOf(item);
    const before = times.get(name) || 0;
    times.set(name, before + 1);
    const key = before ? name + ' ' + before : name;
    let node = old.get(key);
    if (node) {
      old.delete(key);
    } else {
      node = create();
      node.dataset.key = key;
    }
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
    update(node, item);
  }
  for (const node of old.values()) node.remove();
  const none = document.querySelector('[data-none="' + parent.id + '"]');
  if (none) none.hidden = items.length > 0;
}

function cells(count, names) {
  const row = make('tr');
  for (let i = 0; i < count; i++) make('td', names[i], row);
  return row;
}

/** The operations whose calls wait. */
function waitingBy(queue) {
  return (queue.operations || []).filter(one => one.waiting > 0).slice(0, SHOWN_OPERATIONS)
    .map(one => one.operation + ' ' + number(one.waiting)).join(' · ');
}

function queueRow() {
  const row = cells(7, ['name', '', 'n', 'n', 'n', 'n wide', 'n wide']);
  make('span', '', row.children[0]);
  make('small', '', row.children[0]);
  const used = bar(row.children[1], false);
  used.setAttribute('role', 'meter');
  used.setAttribute('aria-valuemin', '0');
  bar(row.children[1], true).setAttribute('aria-hidden', 'true');
  return row;
}

function updateQueue(row, queue) {
  const c = row.children;
  const peak = Math.max(peaks.get(row.dataset.key) || 1, queue.waiting);
  peaks.set(row.dataset.key, peak);
  row.dataset.waiting = queue.waiting;
  row.dataset.sent = queue.sent;
  text(c[0].children[0], queue.api);
  text(c[0].children[1], waitingBy(queue));
  c[0].title = [queue.path].concat((queue.operations || []).map(one => one.operation + ': ' + t.made + ' ' + number(one.sent)
    + ', ' + t.waiting + ' ' + number(one.waiting))).join('\n');
  const limited = queue.permits > 0;
  const most = queue.permitsNow || queue.permits || 1;
  const inUse = limited ? queue.used : queue.inFlight || 0;
  const [used, waiting] = c[1].children;
  fill(used, limited ? inUse / most : Math.min(1, inUse));
  fill(waiting, queue.waiting / peak);
  used.setAttribute('aria-label', queue.api);
  used.setAttribute('aria-valuemax', String(most));
  used.setAttribute('aria-valuenow', String(Math.min(most, inUse)));
  used.setAttribute('aria-valuetext', t.permits(inUse, most, queue.waiting));
  text(c[2], limited ? t.perSecond(queue.limit) : '–');
  text(c[3], number(queue.waiting));
  text(c[4], queue.paused ? t.paused
    : queue.expectedWaitMillis ? time(Math.max(1000, queue.expectedWaitMillis)) : '–');
  text(c[5], number(queue.sent));
  text(c[6], number(queue.refused));
  c[6].classList.toggle('bad-text', queue.refused > 0);
}

function uploadRow() {
  const row = cells(6, ['name', '', '', 'n wide', 'n', 'n wide']);
  const progress = bar(row.children[2], false);
  progress.setAttribute('role', 'progressbar');
  progress.setAttribute('aria-valuemin', '0');
  progress.setAttribute('aria-valuemax', '100');
  return row;
}

function updateUpload(row, upload) {
  const c = row.children;
  const step = upload.failure ? 'failed' : upload.step;
  const share = step === 'done' ? 1 : upload.size > 0 ? upload.done / upload.size : 0;
  row.dataset.step = step;
  row.className = step === 'failed' ? 'bad' : step === 'done' ? 'ended' : '';
  text(c[0], upload.name);
  c[0].title = upload.failure || upload.name;
  text(c[1], t.steps[step] || step);
  const progress = c[2].firstChild;
  fill(progress, share);
  progress.setAttribute('aria-label', upload.name);
  progress.setAttribute('aria-valuenow', String(Math.round(share * 100)));
  progress.setAttribute('aria-valuetext', (t.steps[step] || step) + ' ' + Math.round(share * 100) + ' %');
  text(c[3], upload.size === undefined ? '–' : bytes(upload.size));
  const moving = step === 'hash' || step === 'send';
  text(c[4], moving && upload.bytesPerSecond > 0 ? t.perSecond(bytes(upload.bytesPerSecond)) : '–');
  text(c[5], moving && upload.bytesPerSecond > 0 && upload.size > 0
    ? time((upload.size - upload.done) / upload.bytesPerSecond * 1000) : '–');
}

function jobItem() {
  const item = make('li');
  make('span', '', item);
  make('small', '', item);
  make('small', 'reason', item);
  return item;
}

/** Why a queue holds calls back; empty if it does not. */
function heldBack(queue) {
  if (queue.paused) return t.nowPaused(queue.api, number(queue.waiting));
  if (queue.backOffMillis > 0) return t.nowBackOff(queue.api, time(Math.max(1000, queue.backOffMillis)));
  if (queue.stalledMillis > STALLED && queue.stalledMillis > 3 * (queue.periodMillis || 0)) {
    return t.nowStalled(queue.api, number(queue.waiting), time(queue.stalledMillis));
  }
  return '';
}

function waits(queue) {
  return t.nowWaits(queue.api, number(queue.waiting), queue.limit, time(Math.max(1000, queue.expectedWaitMillis || 0)), waitingBy(queue));
}

/** Why a transcode has not been started yet. */
function startHeld(job, account) {
  const queue = account.queues.find(one => one.api === START && one.waiting > 0);
  return queue ? heldBack(queue) || job.reason || waits(queue) : job.reason || '';
}

function updateJob(item, job, account) {
  const name = job.name || String(job.fileId);
  text(item.children[0], name);
  item.children[0].title = name;
  text(item.children[1], job.resolution + ' · ' + time(job.stateAgeMillis || 0));
  text(item.children[2], job.state === 'starting' ? startHeld(job, account) : '');
}

function listItem() {
  const item = make('li');
  make('b', '', item);
  make('small', '', item);
  make('small', '', item);
  return item;
}

function failedWhen(failure) {
  const last = time(failure.ageMillis || 0);
  return failure.times > 1 ? t.since(number(failure.times), clock(failure.firstAt), last) : t.once(clock(failure.at), last);
}

function updateFailure(item, failure) {
  const [head, detail, foot] = item.children;
  text(head, [failure.api || failure.type, failure.code || failure.httpStatus || '']
    .filter(part => part !== '').join(' · '));
  head.className = 'bad-text';
  text(detail, failure.message);
  text(foot, [failedWhen(failure), failure.traceId && !failure.message.includes(failure.traceId) ? t.trace(failure.traceId) : ''].filter(Boolean).join(' · '));
}

function updateConsumer(item, consumer) {
  const [head, detail, foot] = item.children;
  text(head, (consumer.routeId || '') + ' · ' + consumer.subject);
  text(detail, [consumer.running ? '' : t.stopped,
    consumer.lastGoodPollAgeMillis === undefined ? t.neverPolled : t.polled(time(consumer.lastGoodPollAgeMillis)),
    t.inProgress(consumer.inProgress), t.backlog(consumer.backlog),
    consumer.givenUp > 0 ? t.givenUp(consumer.givenUp) : ''].filter(Boolean).join(' · '));
  text(foot, consumer.failing ? consumer.lastFailure || '' : '');
  foot.className = 'bad-text';
}

/** What is being waited for. */
function sentence(account) {
  const waiting = account.queues.filter(queue => queue.waiting > 0);
  const most = waiting.reduce((a, b) => !a || (b.expectedWaitMillis || 0) > (a.expectedWaitMillis || 0) ? b : a, null);
  if (account.token && account.token.waiting > 0) return t.nowToken(number(account.token.waiting));
  const held = waiting.find(queue => queue.paused) || waiting.find(queue => queue.backOffMillis > 0) || waiting.find(heldBack);
  if (held) return heldBack(held);
  if (most) return waits(most);
  if (account.uploadsInFlight > 0) return t.nowUploads(number(account.uploadsInFlight));
  if (account.jobsUnfinished > 0) return t.nowJobs(number(account.jobsUnfinished));
  return '';
}

/** What goes wrong now, whatever is being waited for. */
function troubles(account) {
  const seen = account.seen || {};
  const all = [];
  if (seen.writeBanned) all.push(t.nowBanned(seen.writeBanned.api || '', seen.writeBanned.message));
  if (seen.downloadsPausedUntil) all.push(t.nowTraffic(clock(seen.downloadsPausedUntil)));
  const refused = account.jobs.filter(job => job.state === 'starting' && job.reason);
  if (refused.length > 0) all.push(t.nowStarts(number(refused.length)));
  const failing = account.failures.filter(failure => failure.ageMillis < CURRENT);
  if (failing.length > 0) {
    const last = failing[0];
    const message = last.message.length > LONGEST_MESSAGE ? last.message.slice(0, LONGEST_MESSAGE) + '…' : last.message;
    all.push(t.nowFailed(last.api || last.type, failedWhen(last), message));
    if (failing.length > 1) all.push(t.nowMoreFailed(number(failing.length - 1)));
  }
  return all;
}

function headline(account) {
  return [sentence(account)].concat(troubles(account)).filter(Boolean).join('\n') || t.nowIdle;
}

function tiles(account, at) {
  const sum = (of, which) => account.queues.filter(which || (() => true)).reduce((all, queue) => all + (queue[of] || 0), 0);
  const waits = account.queues.map(queue => queue.waiting > 0 ? queue.expectedWaitMillis || 0 : 0);
  const longest = Math.max(0, ...waits);
  const requests = account.uploadRequests || { inFlight: 0, most: 0 };
  text(el('t-waiting'), number(sum('waiting') + (account.token ? account.token.waiting : 0)));
  text(el('t-waiting-sub'), longest > 0 ? t.longest(time(Math.max(1000, longest))) : '');
  text(el('t-uploads'), number(account.uploadsInFlight));
  text(el('t-uploads-sub'), [t.done_(number(account.uploadsSucceeded)),
    account.uploadsFailed > 0 ? t.failed_(number(account.uploadsFailed)) : t.atOnce(requests.inFlight, requests.most)].join(' · '));
  text(el('t-sent'), bytes(account.bytesSent));
  if (!lastBytes || lastBytes.account !== account.account || at - lastBytes.at > 2000) {
    const before = lastBytes && lastBytes.account === account.account ? lastBytes : null;
    const rate = before && at > before.at ? (account.bytesSent - before.sent) / (at - before.at) * 1000 : 0;
    lastBytes = { account: account.account, at: at, sent: account.bytesSent, rate: rate };
  }
  text(el('t-sent-sub'), lastBytes.rate > 0 ? t.perSecond(bytes(lastBytes.rate))
    : account.bytesReceived > 0 ? t.received(bytes(account.bytesReceived)) : '');
  text(el('t-calls'), number(sum('sent')));
  const files = account.uploadsSucceeded;
  text(el('t-calls-sub'), files > 0
    ? t.perFile((sum('sent', queue => UPLOAD_CALLS.includes(queue.api)) / files).toFixed(2)) : '');
  const refused = sum('refused');
  text(el('t-refused'), number(refused));
  el('t-refused').classList.toggle('bad-text', refused > 0);
  const worst = account.queues.filter(queue => queue.refused > 0).sort((a, b) => b.refused - a.refused)[0];
  text(el('t-refused-sub'), worst ? worst.api : '');
}

function choose(all) {
  // several components may use one account, whose figures are the same
  const accounts = [...new Map(all.map(account => [account.account, account])).values()];
  el('choice').hidden = accounts.length < 2;
  each(el('accounts'), accounts, account => account.account, () => make('option'), (option, account) => {
    option.value = account.account;
    text(option, account.account);
  });
  const found = accounts.find(account => account.account === chosen) || accounts[0];
  if (found && el('accounts').value !== found.account) el('accounts').value = found.account;
  return found;
}

function say(words) {
  text(el('now'), words);
  // a screen reader reads each change, so it is told seldom
  const now = Date.now();
  if (el('said').textContent === '' || now - saidAt > SAY_EVERY || words === t.nowIdle) {
    if (el('said').textContent !== words) {
      el('said').textContent = words;
      saidAt = now;
    }
  }
}

const NO_ACCOUNT = { queues: [], uploads: [], uploadsEnded: [], jobs: [], failures: [] };

function render() {
  // before the first state nothing is known, not even that there is nothing
  if (!state) return;
  const parts = state.components;
  const known = choose(parts.flatMap(part => part.accounts));
  const account = known || NO_ACCOUNT;
  each(el('consumers'), parts.flatMap(part => part.consumers), one => (one.routeId || '') + one.subject, listItem, updateConsumer);
  if (known) {
    text(el('account'), account.account + ' · ' + (account.tier === 'vip' ? t.vip : t.free));
    say(headline(account));
    tiles(account, Date.parse(parts[0].at));
  } else {
    say(t.nowNone);
  }
  for (const queue of account.queues) {
    if (queue.waiting > 0) waited.add(account.account + queue.api);
  }
  // those that have ever waited come first; each moves once
  const hasWaited = queue => waited.has(account.account + queue.api);
  each(el('queues'), account.queues.filter(hasWaited).concat(account.queues.filter(queue => !hasWaited(queue))), queue => queue.api, queueRow, updateQueue);
  const current = account.uploads.slice().sort((a, b) => a.since < b.since ? -1 : a.since > b.since ? 1 : a.name < b.name ? -1 : 1);
  const seen = new Map();
  each(el('uploads'), current.concat(account.uploadsEnded.slice(0, SHOWN_ENDED)), upload => {
    const key = upload.since + ' ' + upload.name;
    seen.set(key, (seen.get(key) || 0) + 1);
    return key + ' ' + seen.get(key);
  }, uploadRow, updateUpload);
  const columns = ['starting', 'preparing', 'running', 'done', 'failed'];
  for (const column of columns) {
    const jobs = account.jobs.filter(job => (columns.includes(job.state) ? job.state : 'preparing') === column);
    text(el('n-' + column), jobs.length > 0 ? number(jobs.length) : '');
    each(el('jobs-' + column), jobs, job => job.fileId + ' ' + job.resolution, jobItem, (item, job) => updateJob(item, job, account));
  }
  each(el('failures'), account.failures, failure => [failure.api, failure.code, failure.httpStatus, failure.type].join(' '),
    listItem, updateFailure);
}

function showLink() {
  const shown = held && linkState === 'live' ? 'held' : linkState;
  text(el('link-text'), t[shown]);
  el('dot').className = shown === 'live' ? 'on' : shown === 'lost' ? 'off' : '';
}

function translate() {
  t = TEXT[language];
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t[node.dataset.t];
  text(el('pause'), held ? t.go : t.pause);
  text(el('language'), t.other);
  el('language').lang = language === 'zh' ? 'en' : 'zh-CN';
  el('said').textContent = '';
  showLink();
  render();
}

el('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  try { localStorage.setItem('pan123.language', language); } catch (e) { /* storage is switched off */ }
  translate();
});
el('pause').addEventListener('click', () => {
  held = !held;
  text(el('pause'), held ? t.go : t.pause);
  showLink();
});
el('accounts').addEventListener('change', event => {
  chosen = event.target.value;
  render();
});

translate();
const events = new EventSource('events');
events.onopen = () => { linkState = 'live'; showLink(); };
events.onerror = () => { linkState = 'lost'; showLink(); };
events.onmessage = event => {
  if (held) return;
  state = JSON.parse(event.data);
  render();
};
