// Package toolchain finds Python and Go on this machine, has them judge
// programs, and makes of a program the command that runs it.
//
// It starts no program of a lesson: package play does, with the commands that
// it gets here. Begin at [Compiler.Build] and [Interpreter.Command]; [Vet] is
// what pairs check asks.
package toolchain
