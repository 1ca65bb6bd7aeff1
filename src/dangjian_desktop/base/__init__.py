"""The lowest floor: errors, clock, resources, progress, Chinese text and dates. Imports nothing of ours."""
