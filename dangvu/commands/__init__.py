"""Commands of the program, one module a subject; they ask the services and print."""
