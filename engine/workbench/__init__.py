"""The rulebook workbench: what somebody who edits rules asks for. Nothing of it is needed to decide."""
