"""What must hold from one record to the next: positions, stream versions, times, command ids."""


class Order:
    """Fed with headers in order of position. whole: no position is left out; from_start: the first is position 0."""

    def __init__(self, whole, from_start):
        self.whole, self.from_start = whole, from_start
        self.versions, self.commands = {}, {}
        self.position = self.recorded = None

    def faults(self, header):
        found = self._position(header) + self._version(header) + self._command(header)
        if self.recorded is not None and header.recorded < self.recorded:
            found.append(f"recorded goes back, by {self.recorded - header.recorded} ms")
        self.position, self.recorded = header.position, header.recorded
        self.versions[header.stream] = header.stream_version
        self.commands[header.command_id] = header.position
        return found

    def _position(self, header):
        if self.position is None:
            return []
        if self.whole and header.position != self.position + 1:
            return [f"it does not follow position {self.position}"]
        return [] if header.position > self.position else [f"it stands after position {self.position}"]

    def _version(self, header):
        before = self.versions.get(header.stream)
        if before is None and not self.from_start:
            return []
        if header.stream_version != (before or 0) + 1:
            return [f"version {header.stream_version} of {header.stream} does not follow version {before or 0}"]
        return []

    def _command(self, header):
        before = self.commands.get(header.command_id)
        if before is None or before == self.position:
            return []
        return [f"command {header.command_id} stood at position {before} already, and something else between"]
