"""An article as rules see it: its fields, facts and topics."""
