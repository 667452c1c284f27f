// Inside Phederation the name Text is the namespace of the TOML reader.
global using ConsoleText = Spectre.Console.Text;
