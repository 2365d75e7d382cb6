// Plays each playlist of a folder with hls.js in Chromium, and ends with 1 when one does not play to its end.
// node hls.mjs <folder of folders with stream.m3u8> <hls.min.js>
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join, normalize} from 'node:path';

const [folder, library] = process.argv.slice(2);
const names = readdirSync(folder).sort();
const SECONDS = 4;

// runs in the browser
const play = async (names, seconds) => {
  for (const name of names) {
    const video = document.createElement('video');
    video.muted = true;
    video.playbackRate = 4;
    document.body.append(video);
    const hls = new Hls();
    const problem = await new Promise((done) => {
      const stuck = setTimeout(() => done(`stands at ${video.currentTime} s`), 30000);
      hls.on(Hls.Events.ERROR, (_, data) => data.fatal && done(`${data.type} ${data.details}`));
      hls.on(Hls.Events.MANIFEST_PARSED, () => video.play().catch((e) => done(e.message)));
      video.addEventListener('error', () => done(video.error.message));
      video.addEventListener('ended', () => {
        clearTimeout(stuck);
        done(Math.abs(video.duration - seconds) < 0.5 ? '' : `has ${video.duration} s`);
      });
      hls.loadSource(`/${name}/stream.m3u8`);
      hls.attachMedia(video);
    });
    const frames = video.getVideoPlaybackQuality().totalVideoFrames;
    hls.destroy();
    video.remove();
    await fetch('/report', {method: 'POST', body: JSON.stringify({name, problem, frames})});
  }
  await fetch('/end', {method: 'POST'});
};

const page = `<!doctype html><body><script src="/hls.js"></script>
<script>(${play})(${JSON.stringify(names)}, ${SECONDS})</script>`;

let bad = 0;
const report = ({name, problem, frames}) => {
  if (problem || frames === 0) {
    bad = 1;
  }
  console.log(`hls.js: ${name} ${problem ? `FAILED: ${problem}` : `plays to its end, ${frames} frames`}`);
};

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      response.end();
      if (request.url === '/report') {
        report(JSON.parse(body));
      } else {
        end(bad);
      }
    });
  } else if (request.url === '/') {
    response.setHeader('Content-Type', 'text/html').end(page);
  } else if (request.url === '/hls.js') {
    response.setHeader('Content-Type', 'text/javascript').end(readFileSync(library));
  } else {
    file(request, response);
  }
});

const file = (request, response) => {
  let content;
  try {
    content = readFileSync(join(folder, normalize(request.url)));
  } catch {
    response.writeHead(404).end();
    return;
  }
  const range = /^bytes=(\d+)-(\d+)?$/.exec(request.headers.range ?? '');
  if (range) {
    const last = Math.min(Number(range[2] ?? content.length - 1), content.length - 1);
    response.setHeader('Content-Range', `bytes ${range[1]}-${last}/${content.length}`);
    response.writeHead(206).end(content.subarray(Number(range[1]), last + 1));
  } else {
    response.end(content);
  }
};

const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
let browser;
const end = (code) => {
  browser.removeAllListeners('exit');
  browser.on('exit', () => {
    rmSync(profile, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
    process.exit(code);
  });
  browser.kill();
};

server.listen(0, '127.0.0.1', () => {
  const address = `http://127.0.0.1:${server.address().port}/`;
  browser = spawn('chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
    '--autoplay-policy=no-user-gesture-required', '--no-first-run', `--user-data-dir=${profile}`, address],
  {stdio: 'ignore'});
  browser.on('exit', () => {
    console.log('hls.js: chromium ended before the playlists did');
    process.exit(1);
  });
});
