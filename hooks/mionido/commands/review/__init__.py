"""What a change does to readers, for who must decide on it and cannot read every script."""
