"""What does a village propose, and where does it stand? Two machines in one package: every step locks the packet."""
