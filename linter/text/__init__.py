"""Words, timestamps, URLs and addresses: facts about texts that know nothing of articles."""
