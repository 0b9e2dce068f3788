"""Asks an echoing model for each text twice, streamed and whole: what a caller reads either way. Python's standard library only."""
import http.client
import json
import os
import sys
import urllib.parse

data, url, model, out = sys.argv[1:]
address = urllib.parse.urlparse(url)
if address.hostname not in ('127.0.0.1', 'localhost', '::1'):
    sys.exit('only loopback addresses are asked')
connection = http.client.HTTPConnection(address.hostname, address.port or 80, timeout=30)
headers = {'content-type': 'application/json', 'authorization': 'Bearer ' + os.environ.get('PORTCULLIS_KEY', 'none'), 'cache-control': 'no-store'}


def ask(text, stream):
    body = {'model': model, 'stream': stream, 'messages': [{'role': 'user', 'content': text}]}
    connection.request('POST', '/v1/chat/completions', json.dumps(body).encode(), headers)
    answer = connection.getresponse()
    raw = answer.read().decode()
    if answer.status != 200:
        sys.exit('status %d: %s' % (answer.status, raw[:300]))
    if not stream:
        return json.loads(raw)['choices'][0]['message']['content']
    events = (json.loads(line[6:]) for line in raw.split('\n') if line.startswith('data: {'))
    return ''.join(choice['delta'].get('content') or '' for event in events for choice in event['choices'])


with open(data, encoding='utf8') as rows, open(out, 'w', encoding='utf8') as predictions:
    for row in map(json.loads, rows):
        predictions.write(json.dumps({'id': row['id'], 'output': ask(row['text'], True), 'whole': ask(row['text'], False)}) + '\n')
