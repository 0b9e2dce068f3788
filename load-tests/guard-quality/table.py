"""Makes one table of the scorer's reports in a directory."""
import os
import re
import sys

ROWS = [
    ('injection', 'injections, core attacks found, micro', r'core recall +micro +([\d.]+%) (\[\S+\])'),
    ('injection', 'and macro over sources', r'core recall.*macro over sources +([\d.]+%)()'),
    ('injection', 'indirect with an override phrase found', r'recall attack_indirect_override +n= *\d+ +([\d.]+%) (\[\S+\])'),
    ('injection', 'multilingual found', r'recall attack_multilingual +n= *\d+ +([\d.]+%) (\[\S+\])'),
    ('injection', 'obfuscated found', r'recall attack_obfuscated +n= *\d+ +([\d.]+%) (\[\S+\])'),
    ('injection', 'ordinary texts flagged', r'FPR ordinary +([\d.]+%) (\[\S+\])'),
    ('injection', 'hard benign texts flagged', r'FPR ordinary.* hard +([\d.]+%) (\[\S+\])'),
    ('pii', 'personal data, six core types, F2', r'tier 1 \(core six\).*F2 ([\d.]+)()'),
    ('pii', 'and fully masked', r'tier 1 \(core six\).*fully masked +([\d.]+%)()'),
    ('pii', 'national ids, secrets, wallets, addresses, F2', r'tier 2 \(ids, secrets\).*F2 ([\d.]+)()'),
    ('pii', 'obfuscated, fully masked', r'pii_obfuscated.*fully masked +([\d.]+%)()'),
    ('pii', 'clean texts redacted', r'false redaction: \S+ +([\d.]+%)()'),
    ('stream', 'values leaked from streams', r'leaked +([\d.]+%)()'),
    ('stream', 'streams that differ from the whole', r'whole-text redaction: (\d+)()'),
    ('harmful', 'harmful content found', r'core recall +micro +([\d.]+%) (\[\S+\])'),
    ('harmful', 'ordinary texts flagged', r'FPR ordinary +([\d.]+%) (\[\S+\])'),
    ('harmful', 'found where 5 % of ordinary texts are flagged', r'R@FPR 5.0% on ordinary +recall +([\d.]+%)()'),
]

print('| measure | figure | 95 % |\n|---|--:|---|')
for report, name, pattern in ROWS:
    path = os.path.join(sys.argv[1], report + '.txt')
    if os.path.exists(path):
        with open(path, encoding='utf8') as file:
            found = re.search(pattern, file.read())
        print('| %s | %s | %s |' % (name, found.group(1) if found else '?', found.group(2).strip('[]') if found else ''))
