"""Pages that load nothing: frame, markup, diagrams and pictures that every report shares."""
