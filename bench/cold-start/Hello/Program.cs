// The least that a Native AOT program does.
Console.WriteLine("Hello, World!");
