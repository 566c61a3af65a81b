// The reader.
package main

import "fmt"

func main() {
	// 1-2. Two at once in both.
	fmt.Println(1, 2)

	// 3. Alone in both.
	fmt.Println(3)
}
