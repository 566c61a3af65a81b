package process

import (
	"os"
	"sync"
)

// outputs are the two pipes of a program.
type outputs struct {
	ours [2]*os.File
	ends [2]*os.File // the program's
	read sync.WaitGroup
	done chan struct{} // closed when both have come to their end
}

func newOutputs() (*outputs, error) {
	o := &outputs{done: make(chan struct{})}
	for i := range o.ours {
		var err error
		if o.ours[i], o.ends[i], err = os.Pipe(); err != nil {
			o.closeEnds()
			o.close()
			return nil, err
		}
	}
	o.read.Add(len(o.ours))
	go func() {
		o.read.Wait()
		close(o.done)
	}()
	return o, nil
}

// collect passes on what comes through a pipe, to its end.
func (o *outputs) collect(i int, took func([]byte)) {
	go func() {
		defer o.read.Done()
		buffer := make([]byte, 1<<15)
		for {
			n, err := o.ours[i].Read(buffer)
			took(buffer[:n])
			if err != nil {
				return
			}
		}
	}()
}

func (o *outputs) closeEnds() {
	for _, end := range o.ends {
		if end != nil {
			end.Close()
		}
	}
}

func (o *outputs) close() {
	for _, file := range o.ours {
		if file != nil {
			file.Close()
		}
	}
}
