"""The JSON Schema: it decides, explains, and is checked itself."""
